using Skapi.Realtime.Gateway.Concurrency;
using Skapi.Realtime.Gateway.Connections;

namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>What a node knows about one of its connections.</summary>
internal sealed class Seat(Connection connection, TaskCreationOptions continuations)
{
    private readonly Lock _channelLock = new();
    private readonly List<string> _channels = [];

    public Connection Connection { get; } = connection;

    /// <summary>Lets one operation at a time change the connection in the store.</summary>
    public AsyncGate Gate { get; } = new(continuations);

    /// <summary>The join whose notice has not come back yet, or null.</summary>
    public PendingJoin? Pending { get; set; }

    /// <summary>Whether the connection has ended.</summary>
    public bool IsClosed { get; set; }

    /// <summary>The group that the store should have for the connection.</summary>
    public string? WantedGroup => Pending is { TicksSinceReply: not null } pending ? pending.Group : Connection.Group;

    /// <summary>Notes that the connection needs the channel of a group.</summary>
    public void AddChannel(string group)
    {
        lock (_channelLock)
            _channels.Add(group);
    }

    /// <summary>Notes that the connection does not need the channel of a group.</summary>
    /// <returns>False if that was noted before.</returns>
    public bool TryRemoveChannel(string group)
    {
        lock (_channelLock)
            return _channels.Remove(group);
    }

    /// <summary>Returns the groups whose channels the connection needs, and notes that it does not need them any more.</summary>
    public IReadOnlyList<string> TakeChannels()
    {
        lock (_channelLock)
        {
            string[] channels = [.. _channels];
            _channels.Clear();
            return channels;
        }
    }
}
