using System.Net;
using Skapi.Rtc.Managed.Stun;

namespace Skapi.Rtc.Managed.Ice;

/// <summary>Asks STUN servers for the addresses under which this machine is seen (RFC 8445, section 5.1.1.2).</summary>
internal sealed class Gatherer(IceOptions options, IIceListener listener)
{
    /// <summary>The error code of a server that did not answer (W3C WebRTC, RTCPeerConnectionIceErrorEvent).</summary>
    public const int NoAnswer = 701;

    private readonly List<Query> _queries = [];

    /// <summary>The servers.</summary>
    public IReadOnlyList<IPEndPoint> Servers { get; set; } = options.StunServers;

    /// <summary>Whether no answer is waited for.</summary>
    public bool IsComplete => _queries.Count == 0;

    /// <summary>When <see cref="HandleTimeout"/> is due, or null if no answer is waited for.</summary>
    public TimeSpan? NextTimeout => _queries.Count == 0 ? null : _queries.Min(query => query.Due);

    /// <summary>Asks every server of the address family from an address of this machine.</summary>
    public void Ask(IPEndPoint from, TimeSpan now)
    {
        foreach (var server in Servers.Where(server => server.AddressFamily == from.AddressFamily))
        {
            var query = new Query(from, server, TransactionId.Create(options.Random));
            _queries.Add(query);
            Send(query, now);
        }
    }

    /// <summary>Waits for no earlier answer any more, and asks other servers from now on.</summary>
    public void Restart(IReadOnlyList<IPEndPoint> servers)
    {
        _queries.Clear();
        Servers = servers;
    }

    /// <summary>Handles an answer.</summary>
    /// <param name="from">The sender's address.</param>
    /// <param name="message">The answer.</param>
    /// <returns>The address of this machine and how the server sees it, or null if the answer brings none.</returns>
    public (IPEndPoint Base, IPEndPoint Mapped)? HandleAnswer(IPEndPoint from, in StunMessage message)
    {
        var transaction = message.Transaction;
        var query = _queries.Find(query => query.Transaction == transaction && query.Server.Equals(from));
        if (query is null)
            return null;

        _queries.Remove(query);
        if (message.Class == StunClass.Success && message.TryReadMappedAddress(out var mapped))
            return (query.From, mapped);

        listener.OnServerFailed(query.From, query.Server, message.ReadErrorCode(), "The STUN server refused the request.");
        return null;
    }

    /// <summary>Asks again, or reports a server that did not answer.</summary>
    public void HandleTimeout(TimeSpan now)
    {
        foreach (var query in _queries.Where(query => now >= query.Due).ToArray())
        {
            if (query.Transmissions < options.MaxTransmissions)
            {
                Send(query, now);
                continue;
            }

            _queries.Remove(query);
            listener.OnServerFailed(query.From, query.Server, NoAnswer, "The STUN server did not answer.");
        }
    }

    private void Send(Query query, TimeSpan now)
    {
        query.Due = now + options.InitialTimeout * (1 << query.Transmissions);
        query.Transmissions++;
        Span<byte> buffer = stackalloc byte[64];
        var writer = new StunWriter(buffer, StunClass.Request, query.Transaction);
        writer.WriteFingerprint();
        listener.Send(query.From, query.Server, writer.Written);
    }

    private sealed class Query(IPEndPoint from, IPEndPoint server, TransactionId transaction)
    {
        public IPEndPoint From { get; } = from;

        public IPEndPoint Server { get; } = server;

        public TransactionId Transaction { get; } = transaction;

        public int Transmissions { get; set; }

        public TimeSpan Due { get; set; }
    }
}
