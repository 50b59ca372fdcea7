using System.Collections.Concurrent;

namespace Skapi.Realtime.Gateway.Relay;

/// <summary>The connections to one service, by user and by group. A key without connections is not kept.</summary>
/// <remarks>Only the relay changes it, one input at a time. Any thread may enumerate the groups and read their sizes.</remarks>
internal sealed class ServiceState
{
    /// <summary>The connections of each user.</summary>
    public Dictionary<string, ConnectionList> Users { get; } = new(StringComparer.Ordinal);

    /// <summary>The connections in each group.</summary>
    public ConcurrentDictionary<string, ConnectionList> Groups { get; } = new(concurrencyLevel: 1, capacity: 0, StringComparer.Ordinal);
}
