using Skapi.Rtc.Managed.Core;
using Skapi.Rtc.Managed.Stun;
using Skapi.Rtc.Managed.Tests.Simulation;

namespace Skapi.Rtc.Managed.Tests.Core;

/// <summary>What UDP_GRO returned together is handled one by one.</summary>
public class CoalescedDatagramTests
{
    [Fact]
    public void A_stun_message_ends_where_its_length_says() =>
        CoalescedDatagrams.LengthOfFirst([.. Stun(), .. Record(9), .. Stun()]).ShouldBe(28);

    [Fact]
    public void Records_in_a_row_are_one_piece() => CoalescedDatagrams.LengthOfFirst([.. Record(9), .. Record(30), .. Stun()]).ShouldBe(65);

    [Theory]
    [InlineData("16FEFD0001000000000001FFFF00")]
    [InlineData("17FEFD")]
    [InlineData("80")]
    [InlineData("00")]
    [InlineData("0001")]
    public void What_is_broken_is_one_piece(string hex)
    {
        var bytes = Convert.FromHexString(hex);

        CoalescedDatagrams.LengthOfFirst(bytes).ShouldBe(bytes.Length);
    }

    [Fact]
    public void A_connection_works_when_every_read_returns_several_datagrams()
    {
        using var pair = new CorePair();
        var waiting = new[] { new List<byte[]>(), new List<byte[]>() };
        pair.Tamper = (sender, datagram) =>
        {
            waiting[sender].Add(datagram);
            if (waiting[sender].Count < 2 && datagram[0] != 22)
                return datagram;

            byte[] joined = [.. waiting[sender].SelectMany(bytes => bytes)];
            waiting[sender].Clear();
            return joined;
        };

        pair.Start();
        pair.RunUntil(() => pair.IsEstablished);
        pair.Left.Send(0, new string('a', 100_000));
        pair.RunUntil(() => pair.Right.Received.Count == 1);

        pair.Right.Received[0].Message.Length.ShouldBe(100_000);
    }

    private static byte[] Stun()
    {
        Span<byte> buffer = stackalloc byte[64];
        var writer = new StunWriter(buffer, StunClass.Request, TransactionId.Create(new SeededRandom(1)));
        writer.WriteFingerprint();
        return writer.Written.ToArray();
    }

    private static byte[] Record(int length) => [23, 0xFE, 0xFD, 0, 1, 0, 0, 0, 0, 0, 1, 0, (byte)length, .. new byte[length]];
}
