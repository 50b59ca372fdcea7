using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Dtls;
using Skapi.Rtc.Managed.Dtls.Handshake;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Tests.Interop;

/// <summary>Handshakes with BouncyCastle in memory, in both roles, whole and in small fragments.</summary>
public sealed class BouncyCastleDtlsTests : IDisposable
{
    private readonly LocalCertificate _certificate = LocalCertificate.Create(DateTimeOffset.UtcNow);

    [Theory]
    [InlineData(true, 1200)]
    [InlineData(true, 300)]
    [InlineData(false, 1200)]
    [InlineData(false, 300)]
    public async Task Both_sides_connect_export_the_same_keys_and_exchange_data(bool isClient, int maxDatagram)
    {
        using var other = new BouncyCastlePeer(isClient: !isClient, maxDatagram);
        var received = new Received();
        using var session = new DtlsSession(
            new DtlsOptions
            {
                IsClient = isClient,
                Certificate = _certificate,
                IsTrusted = certificate => certificate.Span.SequenceEqual(other.Certificate),
                Random = new SystemRandomSource(),
                MaxDatagram = maxDatagram,
            },
            received);
        session.Start(TimeSpan.Zero);

        await other.ExchangeAsync(session, () => session.State == DtlsTransportState.Connected && other.IsConnected);

        other.RemoteCertificate.ShouldBe(_certificate.Encoded.ToArray());
        session.SrtpProfile.ShouldBe(SrtpProfile.AeadAes128Gcm);
        var keys = new byte[BouncyCastlePeer.ExportedSize];
        session.ExportKeys("EXTRACTOR-dtls_srtp"u8, keys);
        keys.ShouldBe(other.ExportedKeys);

        other.Send("from BouncyCastle");
        await other.ExchangeAsync(session, () => received.Count == 1);
        received.ShouldBe(["from BouncyCastle"]);

        var record = new byte[100];
        var length = session.Protect("to BouncyCastle"u8, record);
        (await other.ReceiveAsync(record[..length])).ShouldBe("to BouncyCastle");
    }

    public void Dispose() => _certificate.Dispose();

    private sealed class Received : List<string>, IDtlsListener
    {
        public void OnApplicationData(ReadOnlySpan<byte> data) => Add(System.Text.Encoding.UTF8.GetString(data));
    }
}
