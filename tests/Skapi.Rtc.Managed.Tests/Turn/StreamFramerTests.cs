using Skapi.Rtc.Managed.Turn;

namespace Skapi.Rtc.Managed.Tests.Turn;

public class StreamFramerTests
{
    private static readonly byte[] Stun = [0x01, 0x03, 0, 4, 0x21, 0x12, 0xA4, 0x42, .. new byte[12], 9, 9, 9, 9];
    private static readonly byte[] Channel = [0x40, 0x01, 0, 5, 1, 2, 3, 4, 5, 0, 0, 0];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Messages_are_cut_from_pieces_of_any_length_and_lose_their_padding(int size)
    {
        var framer = new StreamFramer();
        var messages = new List<byte[]>();
        byte[] stream = [.. Stun, .. Channel, .. Channel, .. Stun];

        foreach (var piece in stream.Chunk(size))
            framer.Add(piece, message => messages.Add(message.ToArray()));

        messages.Count.ShouldBe(4);
        messages[0].ShouldBe(Stun);
        messages[1].ShouldBe(Channel[..9]);
        framer.Waiting.ShouldBe(0);
    }

    [Fact]
    public void The_longest_message_fits()
    {
        var framer = new StreamFramer();
        var lengths = new List<int>();
        byte[] longest = [0x4F, 0xFF, 0xFF, 0xFF, .. new byte[65_536]];

        framer.Add([.. longest, .. Channel], message => lengths.Add(message.Length));

        lengths.ShouldBe([65_539, 9]);
    }

    [Theory]
    [InlineData(0x16)]
    [InlineData(0x50)]
    [InlineData(0x80)]
    public void Something_else_breaks_the_stream_and_is_not_kept(byte first)
    {
        var framer = new StreamFramer();
        var count = 0;

        framer.Add([.. Channel, first, 0, 0xFF, 0xFC, .. new byte[100_000]], _ => count++);

        framer.IsBroken.ShouldBeTrue();
        count.ShouldBe(1);
        framer.Waiting.ShouldBeLessThan(100);
    }

    [Fact]
    public void A_stun_length_that_is_not_a_multiple_of_four_breaks_the_stream()
    {
        var framer = new StreamFramer();

        framer.Add([0, 1, 0, 3, .. new byte[40]], _ => { });

        framer.IsBroken.ShouldBeTrue();
    }
}
