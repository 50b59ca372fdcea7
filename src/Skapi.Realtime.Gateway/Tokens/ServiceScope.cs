namespace Skapi.Realtime.Gateway.Tokens;

/// <summary>The scope of groups, users and connections: one service of one owner.</summary>
/// <param name="Service">The service's identifier.</param>
/// <param name="Owner">The owner's identifier, or empty if neither the options nor the token name one.</param>
internal readonly record struct ServiceScope(string Service, string Owner)
{
    /// <summary>Whether a service and owner in a request mean this scope. An unknown owner is not compared.</summary>
    public bool Matches(string service, string owner) =>
        string.Equals(Service, service, StringComparison.Ordinal)
        && (Owner.Length == 0 || string.Equals(Owner, owner, StringComparison.Ordinal));
}
