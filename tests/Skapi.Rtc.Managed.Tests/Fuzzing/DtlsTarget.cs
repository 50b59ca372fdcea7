using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Dtls;
using Skapi.Rtc.Managed.Dtls.Handshake;
using Skapi.Rtc.Managed.Tests.Dtls;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Tests.Fuzzing;

/// <summary>One side of a DTLS handshake, and the datagrams of the other side.</summary>
internal sealed class DtlsTarget(bool isClient) : IFuzzTarget
{
    private static readonly LocalCertificate Certificate =
        LocalCertificate.Create(new DateTimeOffset(2026, 11, 28, 0, 0, 0, TimeSpan.Zero));

    private readonly int _side = isClient ? 0 : 1;

    public void Run(ReadOnlySpan<byte> input)
    {
        // The same random values as in the recorded handshakes, so that what was signed over them is valid.
        using var session = new DtlsSession(
            new DtlsOptions
            {
                IsClient = isClient, Certificate = Certificate, IsTrusted = static _ => true, Random = new SeededRandom(1 + _side),
            },
            new Sink());
        var now = TimeSpan.Zero;
        session.Start(now);
        Drain(session);
        foreach (var datagram in Datagrams.Split(input))
        {
            now += TimeSpan.FromMilliseconds(10);
            session.HandleDatagram(datagram, now);
            Drain(session);
        }

        now += TimeSpan.FromSeconds(2);
        session.HandleTimeout(now);
        Drain(session);
    }

    public IEnumerable<byte[]> CreateSeeds()
    {
        var received = new List<byte[]>();
        using var pair = new DtlsPair(seed: 1);
        pair.Tamper = (sender, datagram) =>
        {
            if (sender != _side)
                received.Add([.. datagram]);
            return datagram;
        };
        pair.Start();
        pair.RunUntil(() => pair.Client.State == DtlsTransportState.Connected && pair.Server.State == DtlsTransportState.Connected);
        pair.SendFromClient("hello");
        pair.SendFromServer("hello");
        pair.Run(TimeSpan.FromSeconds(1));
        for (var count = 1; count <= received.Count; count++)
            yield return Datagrams.Join(received.Take(count));
    }

    private static void Drain(DtlsSession session)
    {
        for (var count = 0; session.TryTakeDatagram(out _); count++)
        {
            if (count > 100)
                throw new InvalidOperationException("A datagram is answered with more than 100.");
        }
    }

    private sealed class Sink : IDtlsListener
    {
        public void OnApplicationData(ReadOnlySpan<byte> data) =>
            throw new InvalidOperationException("Data were accepted although no handshake can have completed.");
    }
}
