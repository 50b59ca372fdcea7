using System.Collections.Immutable;
using Skapi.Realtime.Gateway.Connections;

namespace Skapi.Realtime.Gateway.Relay;

/// <summary>
/// The connections under each key, in the order in which they were added. Lists are immutable, so that a delivery keeps the
/// recipients it was made for; a key without connections is not kept.
/// </summary>
internal sealed class ConnectionIndex
{
    private readonly Dictionary<string, ImmutableArray<Connection>> _lists = new(StringComparer.Ordinal);

    public int Count => _lists.Count;

    public IEnumerable<KeyValuePair<string, ImmutableArray<Connection>>> Entries => _lists;

    public ImmutableArray<Connection> this[string key] => _lists.GetValueOrDefault(key, []);

    public void Add(string key, Connection connection) => _lists[key] = this[key].Add(connection);

    public void Remove(string key, Connection connection)
    {
        var rest = this[key].Remove(connection);
        if (rest.IsEmpty)
            _lists.Remove(key);
        else
            _lists[key] = rest;
    }
}
