using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Limits;

namespace Skapi.Realtime.Gateway.Relay;

/// <summary>
/// The connections of a user or a group, ordered by a number that grows with each addition. Adding takes constant time, removing and
/// finding a position take logarithmic time: a removed entry leaves a hole, and the list is compacted when half of it is holes.
/// </summary>
internal sealed class ConnectionList
{
    private const int MinHoles = 16;

    private readonly List<Entry> _entries = [];
    private int _count;

    /// <summary>The number of connections. It may be read by any thread.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The limit of notices, if this is a large group.</summary>
    public RateBucket? Notices { get; set; }

    /// <summary>Adds a connection.</summary>
    /// <param name="number">A number that is larger than any before.</param>
    /// <param name="connection">The connection.</param>
    public void Add(long number, Connection connection)
    {
        _entries.Add(new Entry(number, connection));
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>Removes the connection with a number.</summary>
    public void Remove(long number)
    {
        var index = PositionOf(number);
        _entries[index] = new Entry(number, null);
        Volatile.Write(ref _count, _count - 1);
        var holes = _entries.Count - _count;
        if (holes >= MinHoles && holes > _count)
            _entries.RemoveAll(static entry => entry.Connection is null);
    }

    /// <summary>Returns the connections that follow a position, up to a limit.</summary>
    /// <param name="after">The number of the entry before the first one, or null to begin at an end of the list.</param>
    /// <param name="ascending">Whether numbers grow.</param>
    /// <param name="limit">The maximum number of connections.</param>
    public IEnumerable<Connection> Page(long? after, bool ascending, int limit)
    {
        var step = ascending ? 1 : -1;
        var start = after switch
        {
            null => ascending ? 0 : _entries.Count - 1,
            { } number when ascending => number == long.MaxValue ? _entries.Count : PositionOf(number + 1),
            { } number => PositionOf(number) - 1,
        };
        for (var (index, taken) = (start, 0); index >= 0 && index < _entries.Count && taken < limit; index += step)
        {
            if (_entries[index].Connection is not { } connection)
                continue;
            taken++;
            yield return connection;
        }
    }

    public Enumerator GetEnumerator() => new(_entries);

    /// <summary>The index of the first entry whose number is not below this one.</summary>
    private int PositionOf(long number)
    {
        var (low, high) = (0, _entries.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_entries[middle].Number < number)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    internal struct Enumerator(List<Entry> entries)
    {
        private int _next;

        public Connection Current { get; private set; } = null!;

        public bool MoveNext()
        {
            while (_next < entries.Count)
            {
                if (entries[_next++].Connection is not { } connection)
                    continue;
                Current = connection;
                return true;
            }

            return false;
        }
    }

    internal readonly record struct Entry(long Number, Connection? Connection);
}
