using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Tests.Dtls;

/// <summary>A hello that was made weaker, by its sender or on the way, ends the handshake at once.</summary>
public class DtlsDowngradeTests
{
    private const byte HandshakeRecord = 22;
    private const byte ClientHello = 1;
    private const byte ServerHello = 2;

    // Behind the headers of the record and of the message.
    private const int VersionOffset = 25;
    private const int ServerSuiteOffset = VersionOffset + 2 + 32 + 1;

    private static readonly byte[] ExtendedMasterSecret = [0, 23, 0, 0];
    private static readonly byte[] UnknownExtension = [250, 250, 0, 0];

    [Fact]
    public void A_client_without_the_extended_master_secret_is_refused() =>
        FailureOfServer(hello => Replace(hello, ExtendedMasterSecret, UnknownExtension)).ShouldContain("extended master secret");

    [Fact]
    public void A_server_without_the_extended_master_secret_is_refused() =>
        FailureOfClient(hello => Replace(hello, ExtendedMasterSecret, UnknownExtension)).ShouldContain("extended master secret");

    [Fact]
    public void A_client_that_offers_dtls_1_0_only_is_refused() =>
        FailureOfServer(hello => hello[VersionOffset + 1] = 0xFF).ShouldContain("does not offer DTLS 1.2");

    [Fact]
    public void A_server_that_chooses_dtls_1_0_is_refused() =>
        FailureOfClient(hello => hello[VersionOffset + 1] = 0xFF).ShouldContain("another version than DTLS 1.2");

    [Theory]
    [InlineData(0xC0, 0x09)]
    [InlineData(0x00, 0x2F)]
    [InlineData(0x00, 0x00)]
    public void A_server_that_chooses_a_suite_that_was_not_offered_is_refused(byte first, byte second) =>
        FailureOfClient(hello => (hello[ServerSuiteOffset], hello[ServerSuiteOffset + 1]) = (first, second))
            .ShouldContain("was not offered");

    [Fact]
    public void A_client_that_offers_no_suite_of_this_side_is_refused() =>
        FailureOfServer(hello => Replace(hello, [0xC0, 0x2B], [0xC0, 0x09])).ShouldContain("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");

    [Fact]
    public void A_client_that_cannot_use_the_curve_is_refused() =>
        FailureOfServer(hello => Replace(hello, [0, 10, 0, 4, 0, 2, 0, 23], [0, 10, 0, 4, 0, 2, 0, 29])).ShouldContain("P-256");

    [Fact]
    public void A_server_that_compresses_is_refused() =>
        FailureOfClient(hello => hello[ServerSuiteOffset + 2] = 1).ShouldContain("another version than DTLS 1.2");

    private static string FailureOfServer(Action<byte[]> change) => Failure(ClientHello, change, isServer: true);

    private static string FailureOfClient(Action<byte[]> change) => Failure(ServerHello, change, isServer: false);

    private static string Failure(byte type, Action<byte[]> change, bool isServer)
    {
        using var pair = new DtlsPair();
        pair.Tamper = (_, datagram) =>
        {
            if (datagram[0] == HandshakeRecord && datagram[13] == type)
                change(datagram);

            return datagram;
        };
        var (refusing, other) = isServer ? (pair.Server, pair.Client) : (pair.Client, pair.Server);

        pair.Start();
        pair.RunUntil(() => refusing.State == DtlsTransportState.Failed && other.State == DtlsTransportState.Failed);

        (pair.ClientReceived.Count + pair.ServerReceived.Count).ShouldBe(0);
        Should.Throw<InvalidOperationException>(() => refusing.Protect("secret"u8, new byte[100]));
        other.Failure.ShouldNotBeNull().ShouldContain("refused the DTLS handshake");
        return refusing.Failure.ShouldNotBeNull();
    }

    private static void Replace(byte[] datagram, ReadOnlySpan<byte> old, ReadOnlySpan<byte> replacement)
    {
        var at = datagram.AsSpan().IndexOf(old);
        at.ShouldBePositive();
        replacement.CopyTo(datagram.AsSpan(at));
    }
}
