using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Dtls.Handshake;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Tests.Dtls.Handshake;

public class SessionKeysTests
{
    [Fact]
    public void Keys_are_zeros_after_their_disposal()
    {
        var keys = new SessionKeys(new byte[32], new byte[32], Filled(1), Filled(2));
        Span<byte> before = stackalloc byte[40];
        keys.Export("label"u8, before);

        keys.Dispose();

        Span<byte> after = stackalloc byte[40];
        Span<byte> ofZeros = stackalloc byte[40];
        keys.Export("label"u8, after);
        TlsPrf.Expand(new byte[48], "label"u8, new byte[64], ofZeros);
        after.SequenceEqual(ofZeros).ShouldBeTrue();
        after.SequenceEqual(before).ShouldBeFalse();
    }

    [Fact]
    public void A_session_that_ended_cannot_protect_or_export_any_more()
    {
        using var pair = DtlsPair.Connected();

        pair.Client.Close();

        Should.Throw<InvalidOperationException>(() => pair.SendFromClient("late"));
        Should.Throw<InvalidOperationException>(() => pair.Client.ExportKeys("label"u8, new byte[10]));
        pair.Drain();
        pair.RunUntil(() => pair.Server.State == DtlsTransportState.Closed);
    }

    private static byte[] Filled(byte value)
    {
        var bytes = new byte[ClientHello.RandomSize];
        Array.Fill(bytes, value);
        return bytes;
    }
}
