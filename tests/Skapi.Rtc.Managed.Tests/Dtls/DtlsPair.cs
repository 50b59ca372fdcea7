using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Dtls;
using Skapi.Rtc.Managed.Dtls.Handshake;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Tests.Dtls;

/// <summary>A client and a server over a simulated network.</summary>
internal sealed class DtlsPair : IDisposable
{
    // Two certificates serve all tests: a simulation of thousands of handshakes is about messages, not about making keys.
    private static readonly LocalCertificate[] Shared = [Create(), Create()];

    public DtlsPair(
        int seed = 1, NetworkFaults? faults = null,
        Func<DtlsOptions, DtlsOptions>? client = null, Func<DtlsOptions, DtlsOptions>? server = null)
    {
        Network = new SimulatedNetwork(seed, faults ?? new NetworkFaults());
        Client = Create(0, seed, client);
        Server = Create(1, seed, server);
    }

    public SimulatedNetwork Network { get; }

    /// <summary>The certificates of the client and of the server.</summary>
    public static LocalCertificate[] SharedCertificates => Shared;

    public LocalCertificate[] Certificates => Shared;

    public DtlsSession Client { get; }

    public DtlsSession Server { get; }

    public Received ClientReceived { get; } = new();

    public Received ServerReceived { get; } = new();

    /// <summary>The time since the start.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>Sees, and may change, each datagram before the network carries it.</summary>
    public Func<int, byte[], byte[]?>? Tamper { get; set; }

    public static DtlsPair Connected(int seed = 1)
    {
        var pair = new DtlsPair(seed);
        pair.Start();
        pair.RunUntil(() => pair.Client.State == DtlsTransportState.Connected && pair.Server.State == DtlsTransportState.Connected);
        return pair;
    }

    public void Start()
    {
        Server.Start(Now);
        Client.Start(Now);
        Drain();
    }

    /// <summary>Lets virtual time pass until a condition holds; fails if it does not within a minute.</summary>
    public void RunUntil(Func<bool> condition)
    {
        var limit = Now + TimeSpan.FromMinutes(1);
        while (!condition())
        {
            if (!Step(limit))
                throw new TimeoutException($"The condition does not hold. Client {Client.State}, server {Server.State}.");
        }
    }

    /// <summary>Lets an amount of virtual time pass.</summary>
    public void Run(TimeSpan duration)
    {
        var limit = Now + duration;
        while (Step(limit))
        {
        }

        Now = limit;
    }

    public void SendFromClient(string text) => Send(0, Client, text);

    public void SendFromServer(string text) => Send(1, Server, text);

    /// <summary>Hands the datagrams that wait to the network.</summary>
    public void Drain()
    {
        DrainOne(0, Client);
        DrainOne(1, Server);
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }

    private static LocalCertificate Create() => LocalCertificate.Create(new DateTimeOffset(2026, 11, 28, 0, 0, 0, TimeSpan.Zero));

    private bool Step(TimeSpan limit)
    {
        TimeSpan?[] times = [Network.NextArrival, Client.NextTimeout, Server.NextTimeout];
        if (times.Min() is not { } next || next > limit)
            return false;

        Now = next > Now ? next : Now;
        if (Network.TryTake(Now, out var arrival))
            (arrival.Receiver == 0 ? Client : Server).HandleDatagram(arrival.Datagram, Now);

        Client.HandleTimeout(Now);
        Server.HandleTimeout(Now);
        Drain();
        return true;
    }

    private void Send(int sender, DtlsSession session, string text)
    {
        var data = System.Text.Encoding.UTF8.GetBytes(text);
        var record = new byte[data.Length + DtlsSession.Overhead];
        session.Protect(data, record).ShouldBe(record.Length);
        Transmit(sender, record);
    }

    private void DrainOne(int sender, DtlsSession session)
    {
        while (session.TryTakeDatagram(out var datagram))
            Transmit(sender, datagram.ToArray());
    }

    private void Transmit(int sender, byte[] datagram)
    {
        if (Tamper is null)
            Network.Send(1 - sender, datagram, Now);
        else if (Tamper(sender, datagram) is { } changed)
            Network.Send(1 - sender, changed, Now);
    }

    private DtlsSession Create(int side, int seed, Func<DtlsOptions, DtlsOptions>? change)
    {
        var options = new DtlsOptions
        {
            IsClient = side == 0,
            Certificate = Certificates[side],
            IsTrusted = certificate => certificate.Span.SequenceEqual(Certificates[1 - side].Encoded.Span),
            Random = new SeededRandom(seed + side),
        };
        return new DtlsSession(change is null ? options : change(options), side == 0 ? ClientReceived : ServerReceived);
    }

    internal sealed class Received : List<string>, IDtlsListener
    {
        public void OnApplicationData(ReadOnlySpan<byte> data) => Add(System.Text.Encoding.UTF8.GetString(data));
    }
}
