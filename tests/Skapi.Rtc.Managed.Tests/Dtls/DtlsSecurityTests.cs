using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Dtls;
using Skapi.Rtc.Managed.Dtls.Handshake;
using Skapi.Rtc.Managed.Dtls.Records;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Tests.Dtls;

public class DtlsSecurityTests
{
    [Fact]
    public void A_client_refuses_a_certificate_with_another_fingerprint()
    {
        using var pair = new DtlsPair(client: options => options with { IsTrusted = _ => false });

        pair.Start();
        pair.RunUntil(() => pair.Client.State == DtlsTransportState.Failed && pair.Server.State == DtlsTransportState.Failed);

        pair.Client.Failure.ShouldNotBeNull().ShouldContain("fingerprint");
        pair.Server.Failure.ShouldNotBeNull().ShouldContain(nameof(AlertDescription.BadCertificate));
    }

    [Fact]
    public void A_server_refuses_a_certificate_with_another_fingerprint()
    {
        using var pair = new DtlsPair(server: options => options with { IsTrusted = _ => false });

        pair.Start();
        pair.RunUntil(() => pair.Client.State == DtlsTransportState.Failed && pair.Server.State == DtlsTransportState.Failed);

        pair.Server.Failure.ShouldNotBeNull().ShouldContain("fingerprint");
    }

    [Fact]
    public void No_data_can_be_sent_after_a_failed_handshake()
    {
        using var pair = new DtlsPair(client: options => options with { IsTrusted = _ => false });
        pair.Start();
        pair.RunUntil(() => pair.Client.State == DtlsTransportState.Failed);

        Should.Throw<InvalidOperationException>(() => pair.SendFromClient("secret"));
    }

    [Fact]
    public void A_client_certificate_without_proof_of_its_key_is_refused()
    {
        // The client shows the certificate that the server expects, but signs with another key (CVE-2022-29222 left the check out).
        using var other = CreateAsLongAs(DtlsPair.Connected().Certificates[0]);
        using var pair = new DtlsPair(client: options => options with { Certificate = other });
        pair.Tamper = (sender, datagram) =>
            sender == 0 ? Replace(datagram, other.Encoded.Span, pair.Certificates[0].Encoded.Span) : datagram;

        pair.Start();
        pair.RunUntil(() => pair.Server.State == DtlsTransportState.Failed);

        pair.Server.Failure.ShouldNotBeNull().ShouldContain("did not prove that it has the key");
        pair.Client.State.ShouldNotBe(DtlsTransportState.Connected);
    }

    [Fact]
    public void A_server_certificate_without_proof_of_its_key_is_refused()
    {
        using var other = CreateAsLongAs(DtlsPair.SharedCertificates[1]);
        using var pair = new DtlsPair(server: options => options with { Certificate = other });
        pair.Tamper = (sender, datagram) =>
            sender == 1 ? Replace(datagram, other.Encoded.Span, pair.Certificates[1].Encoded.Span) : datagram;

        pair.Start();
        pair.RunUntil(() => pair.Client.State == DtlsTransportState.Failed);

        pair.Client.Failure.ShouldNotBeNull().ShouldContain("did not prove that it has the key");
        pair.Server.State.ShouldNotBe(DtlsTransportState.Connected);
    }

    [Fact]
    public void A_change_in_the_handshake_is_noticed_by_its_end()
    {
        // An attacker takes the better SRTP profile out of the client's list.
        using var pair = new DtlsPair();
        pair.Tamper = (sender, datagram) => sender == 0 ? Replace(datagram, [0, 7, 0, 1], [0, 1, 0, 1]) : datagram;

        pair.Start();
        pair.RunUntil(() => pair.Server.State == DtlsTransportState.Failed);

        pair.Client.State.ShouldNotBe(DtlsTransportState.Connected);
    }

    [Fact]
    public void A_repeated_record_is_dropped()
    {
        using var pair = DtlsPair.Connected();
        pair.Network.Faults = new NetworkFaults { Duplication = 1 };

        pair.SendFromClient("once");
        pair.Run(TimeSpan.FromSeconds(1));

        pair.ServerReceived.ShouldBe(["once"]);
        pair.Server.DroppedRecords.ShouldBe(1);
    }

    // dimpl #115: a record that cannot be opened ended the session.
    [Fact]
    public void A_forged_record_after_the_handshake_is_dropped_and_the_session_goes_on()
    {
        using var pair = DtlsPair.Connected();
        pair.Tamper = (_, datagram) =>
        {
            datagram[^1] ^= 1;
            return datagram;
        };
        pair.SendFromClient("forged");
        pair.Run(TimeSpan.FromSeconds(1));
        pair.Tamper = null;

        pair.SendFromClient("genuine");
        pair.Run(TimeSpan.FromSeconds(1));

        pair.ServerReceived.ShouldBe(["genuine"]);
        pair.Server.DroppedRecords.ShouldBe(1);
    }

    [Fact]
    public void A_flood_of_one_hello_is_answered_once()
    {
        using var pair = new DtlsPair();
        byte[]? hello = null;
        pair.Tamper = (_, datagram) => hello ??= datagram;
        pair.Start();
        pair.Server.HandleDatagram([.. hello!], pair.Now);
        var flight = CountOf(pair.Server);

        for (var i = 0; i < 1000; i++)
            pair.Server.HandleDatagram([.. hello!], pair.Now);

        flight.ShouldBePositive();
        CountOf(pair.Server).ShouldBe(0);
    }

    [Fact]
    public void Data_in_plain_text_are_dropped()
    {
        using var pair = DtlsPair.Connected();

        pair.Server.HandleDatagram(Record(ContentType.ApplicationData, [1, 2, 3]), pair.Now);

        pair.ServerReceived.ShouldBeEmpty();
        pair.Server.State.ShouldBe(DtlsTransportState.Connected);
    }

    [Theory]
    [InlineData((byte)2, (byte)AlertDescription.HandshakeFailure)]
    [InlineData((byte)1, (byte)AlertDescription.CloseNotify)]
    public void An_alert_in_plain_text_does_not_end_a_connected_session(byte level, byte description)
    {
        using var pair = DtlsPair.Connected();

        pair.Server.HandleDatagram(Record(ContentType.Alert, [level, description]), pair.Now);

        pair.Server.State.ShouldBe(DtlsTransportState.Connected);
    }

    [Fact]
    public void A_new_hello_does_not_disturb_a_connected_session()
    {
        using var pair = DtlsPair.Connected();
        using var other = new DtlsPair(seed: 7);
        byte[]? hello = null;
        other.Tamper = (_, datagram) => hello ??= datagram;
        other.Start();

        pair.Server.HandleDatagram(hello!, pair.Now);
        pair.Server.TryTakeDatagram(out _).ShouldBeFalse();
        pair.SendFromClient("still here");
        pair.Run(TimeSpan.FromSeconds(1));

        pair.ServerReceived.ShouldBe(["still here"]);
    }

    [Fact]
    public void Random_bytes_are_dropped_in_every_state()
    {
        var random = new Random(5);
        using var pair = new DtlsPair();
        pair.Start();
        for (var round = 0; round < 1000; round++)
        {
            var bytes = new byte[random.Next(100)];
            random.NextBytes(bytes);
            if (bytes.Length > 13)
            {
                bytes[0] = (byte)random.Next(20, 24);
                bytes[1] = 0xFE;
                bytes[2] = 0xFD;
                bytes[3] = 0;
                bytes[4] = (byte)random.Next(2);
            }

            // A handshake may fail over garbage, but nothing throws; once connected, garbage has no effect at all.
            using var fresh = new DtlsPair(round);
            fresh.Start();
            fresh.Server.HandleDatagram(bytes.ToArray(), fresh.Now);
            fresh.Client.HandleDatagram(bytes, fresh.Now);
            if (round == 0)
                pair.RunUntil(() => pair.Server.State == DtlsTransportState.Connected && pair.Client.State == DtlsTransportState.Connected);

            pair.Server.HandleDatagram(bytes, pair.Now);
        }

        pair.Server.State.ShouldBe(DtlsTransportState.Connected);
    }

    private static int CountOf(DtlsSession session)
    {
        var count = 0;
        while (session.TryTakeDatagram(out _))
            count++;

        return count;
    }

    // Signatures in DER vary by a byte or two.
    private static LocalCertificate CreateAsLongAs(LocalCertificate wanted)
    {
        while (true)
        {
            var certificate = LocalCertificate.Create(DateTimeOffset.UnixEpoch.AddYears(50));
            if (certificate.Encoded.Length == wanted.Encoded.Length)
                return certificate;

            certificate.Dispose();
        }
    }

    private static byte[] Record(ContentType type, byte[] body)
    {
        var record = new byte[RecordHeader.Size + body.Length];
        new RecordHeader(type, RecordHeader.CombineNumber(0, 99)).Write(record, body.Length);
        body.CopyTo(record, RecordHeader.Size);
        return record;
    }

    private static byte[] Replace(byte[] datagram, ReadOnlySpan<byte> old, ReadOnlySpan<byte> replacement)
    {
        var at = datagram.AsSpan().IndexOf(old);
        if (at >= 0 && old.Length == replacement.Length)
            replacement.CopyTo(datagram.AsSpan(at));

        return datagram;
    }
}
