using System.Net;
using System.Net.Sockets;

namespace Skapi.Rtc.Managed.Mdns;

/// <summary>Answers for the names that this side made, without sockets, clocks or threads.</summary>
/// <remarks>
/// A name is random, so nobody else has it and it is not probed for (draft-ietf-mmusic-mdns-ice-candidates, section 3.1.1).
/// </remarks>
internal sealed class MdnsResponder
{
    // RFC 6762, section 6: an answer is multicast at most once a second. The announcement does not count: whoever asks did not hear it,
    // and would wait a second to ask again.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Published> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether nothing is published.</summary>
    public bool IsEmpty => _names.Count == 0;

    /// <summary>Adds a name, and returns the announcement of it.</summary>
    public byte[] Publish(string name, IPAddress address, TimeSpan now)
    {
        _names[name] = new Published(address) { AnsweredAt = now - Interval };
        return MdnsMessageWriter.WriteResponse(name, address);
    }

    /// <summary>Removes a name.</summary>
    public void Withdraw(string name) => _names.Remove(name);

    /// <summary>Handles a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="isSimple">Whether it came from another port than that of mDNS, so that its sender gets an answer of its own.</param>
    /// <param name="now">The current time.</param>
    /// <returns>The responses. Those to a simple resolver go to it alone.</returns>
    public IReadOnlyList<byte[]> Handle(MdnsMessage query, bool isSimple, TimeSpan now)
    {
        var responses = new List<byte[]>();
        foreach (var question in query.Questions)
        {
            if (!_names.TryGetValue(question.Name, out var published) || !IsOfType(published.Address, question.Type))
                continue;

            if (isSimple)
            {
                responses.Add(MdnsMessageWriter.WriteSimpleResponse(query.Id, question, published.Address));
            }
            else if (now - published.AnsweredAt >= Interval)
            {
                published.AnsweredAt = now;
                responses.Add(MdnsMessageWriter.WriteResponse(question.Name, published.Address));
            }
        }

        return responses;
    }

    private static bool IsOfType(IPAddress address, MdnsRecordType type) => type == MdnsRecordType.Any
        || type == (address.AddressFamily == AddressFamily.InterNetwork ? MdnsRecordType.A : MdnsRecordType.Aaaa);

    private sealed class Published(IPAddress address)
    {
        public IPAddress Address { get; } = address;

        public TimeSpan AnsweredAt { get; set; }
    }
}
