namespace Skapi.Realtime.Gateway.Tokens;

/// <summary>The realm of groups, users and connections: one service of one owner.</summary>
/// <param name="Service">The service's identifier.</param>
/// <param name="Owner">The owner's identifier; empty when neither the options nor the token name one.</param>
internal readonly record struct ServiceScope(string Service, string Owner)
{
    /// <summary>Whether a request that names this service and owner speaks of this scope. An owner that is not known is not compared.</summary>
    public bool Matches(string service, string owner) =>
        string.Equals(Service, service, StringComparison.Ordinal)
        && (Owner.Length == 0 || string.Equals(Owner, owner, StringComparison.Ordinal));
}
