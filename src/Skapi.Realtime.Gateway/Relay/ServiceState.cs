namespace Skapi.Realtime.Gateway.Relay;

/// <summary>Who is connected to one service, and who is in its groups.</summary>
internal sealed class ServiceState
{
    /// <summary>The connections of each user.</summary>
    public ConnectionIndex Users { get; } = new();

    /// <summary>The connections in each group.</summary>
    public ConnectionIndex Groups { get; } = new();
}
