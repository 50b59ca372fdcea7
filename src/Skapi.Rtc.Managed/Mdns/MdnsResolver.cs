using System.Net;

namespace Skapi.Rtc.Managed.Mdns;

/// <summary>Asks for the addresses of names, without sockets, clocks or threads.</summary>
/// <remarks>A name is asked for a few times at most. The number of names that are asked for at the same time is bounded.</remarks>
internal sealed class MdnsResolver
{
    /// <summary>The maximum number of names that are asked for at the same time.</summary>
    public const int MaxNames = 64;

    // RFC 6762, section 5.2: at least a second between the first two queries, and then twice as long.
    private static readonly TimeSpan FirstInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GivesUpAfter = TimeSpan.FromSeconds(5);

    private readonly List<Query> _queries = [];

    /// <summary>When <see cref="HandleTimeout"/> is due, or null if no name is asked for.</summary>
    public TimeSpan? NextTimeout => _queries.Count == 0 ? null : _queries.Min(query => query.Due);

    /// <summary>Begins to ask for a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="now">The current time.</param>
    /// <param name="completed">Receives the address, or null. It is returned by the method that ends the query, to be called later.</param>
    /// <param name="query">The query to be sent, or null if the same name is asked for already.</param>
    /// <returns>False if too many names are asked for.</returns>
    public bool TryAsk(string name, TimeSpan now, Action<IPAddress?> completed, out byte[]? query)
    {
        query = null;
        if (_queries.Find(known => Is(known, name)) is { } same)
        {
            same.Completed += completed;
            return true;
        }

        if (_queries.Count == MaxNames)
            return false;

        query = MdnsMessageWriter.WriteQuery(name);
        _queries.Add(new Query(name, query, now + GivesUpAfter, completed) { Due = now + FirstInterval, Interval = FirstInterval });
        return true;
    }

    /// <summary>Handles a response.</summary>
    /// <returns>What is to be called, because names are resolved.</returns>
    public IReadOnlyList<Action> Handle(MdnsMessage response)
    {
        var done = new List<Action>();
        foreach (var found in response.Addresses)
        {
            // The first address counts: whoever hides an address makes a name for each.
            if (_queries.Find(known => Is(known, found.Name)) is not { } query)
                continue;

            _queries.Remove(query);
            done.Add(() => query.Completed(found.Address));
        }

        return done;
    }

    /// <summary>Handles the timers that are due.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="send">Sends a query.</param>
    /// <returns>What is to be called, because nobody answered in time.</returns>
    public IReadOnlyList<Action> HandleTimeout(TimeSpan now, Action<byte[]> send)
    {
        var done = new List<Action>();
        foreach (var query in _queries.Where(query => now >= query.Due).ToArray())
        {
            if (now >= query.End)
            {
                _queries.Remove(query);
                done.Add(() => query.Completed(null));
                continue;
            }

            send(query.Message);
            query.Interval *= 2;
            query.Due = now + query.Interval < query.End ? now + query.Interval : query.End;
        }

        return done;
    }

    private static bool Is(Query query, string name) => query.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private sealed class Query(string name, byte[] message, TimeSpan end, Action<IPAddress?> completed)
    {
        public string Name { get; } = name;

        public byte[] Message { get; } = message;

        public TimeSpan End { get; } = end;

        public Action<IPAddress?> Completed { get; set; } = completed;

        public TimeSpan Due { get; set; }

        public TimeSpan Interval { get; set; }
    }
}
