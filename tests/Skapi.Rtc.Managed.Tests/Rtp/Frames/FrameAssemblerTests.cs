using Skapi.Rtc.Managed.Rtp.Frames;
using Skapi.Rtc.Managed.Rtp.Receiving;
using Skapi.Rtc.Media;
using Skapi.Rtc.Rtp;

namespace Skapi.Rtc.Managed.Tests.Rtp.Frames;

public class FrameAssemblerTests
{
    private const int MaxBytes = 4 * 1024 * 1024;
    private readonly Frames _frames = [];
    private readonly BufferBudget _budget = new(MaxBytes);

    [Theory]
    [InlineData(10)]
    [InlineData(5000)]
    public void A_picture_in_VP8_is_what_was_sent(int size)
    {
        var picture = Vp8(isKey: true, size);

        Send(FrameAssembler.Create(MediaCodec.Vp8, _frames, _budget), MediaCodec.Vp8, picture, timestamp: 1);

        _frames.ShouldHaveSingleItem().ShouldBe((Convert.ToHexString(picture), true));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(5000)]
    public void A_picture_in_H264_is_what_was_sent(int size)
    {
        byte[] unit = [0x65, .. Enumerable.Range(0, size).Select(number => (byte)(1 + (number % 250)))];
        byte[] picture = [0, 0, 0, 1, 0x67, 1, 2, 3, 0, 0, 0, 1, 0x68, 4, 0, 0, 0, 1, .. unit];

        Send(FrameAssembler.Create(MediaCodec.H264, _frames, _budget), MediaCodec.H264, picture, timestamp: 1);

        _frames.ShouldHaveSingleItem().ShouldBe((Convert.ToHexString(picture), true));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(5000)]
    public void A_picture_in_VP9_is_what_was_sent(int size)
    {
        byte[] picture = [0x82, .. Enumerable.Range(1, size).Select(number => (byte)number)];

        Send(FrameAssembler.Create(MediaCodec.Vp9, _frames, _budget), MediaCodec.Vp9, picture, timestamp: 1);

        _frames.ShouldHaveSingleItem().ShouldBe((Convert.ToHexString(picture), true));
    }

    [Fact]
    public void The_longest_descriptors_of_VP9_are_not_part_of_the_picture()
    {
        var assembler = FrameAssembler.Create(MediaCodec.Vp9, _frames, _budget);

        // I, L, B and V; a picture id of 15 bits; layer 0 and TL0PICIDX; a structure of two sizes and a group of two pictures.
        const string structure = "38" + "014000F0" + "028001E0" + "02" + "0401" + "080102";
        assembler.Add(Packet(Convert.FromHexString("AA" + "8123" + "00" + "45" + structure + "82AA"), 1, marker: false), false);

        // The second spatial layer of the same picture. I, P, L, F and B; two references, the first with more to follow.
        assembler.Add(Packet(Convert.FromHexString("F8" + "12" + "02" + "03" + "02" + "BB"), 1, marker: false), false);

        // Its last packet. L and E.
        assembler.Add(Packet(Convert.FromHexString("24" + "02" + "45" + "CC"), 1, marker: true), false);

        _frames.ShouldHaveSingleItem().ShouldBe(("82AABBCC", true));
    }

    [Theory]
    [InlineData("78010101CC")]
    [InlineData("0A38")]
    [InlineData("0A08FF")]
    [InlineData("80")]
    [InlineData("08")]
    public void A_descriptor_of_VP9_that_is_too_long_or_too_short_breaks_the_picture(string packet)
    {
        var assembler = FrameAssembler.Create(MediaCodec.Vp9, _frames, _budget);

        assembler.Add(Packet(Convert.FromHexString(packet), 1, marker: true), false);

        _frames.ShouldBeEmpty();
        _frames.Dropped.ShouldBe(1);
    }

    [Fact]
    public void Units_of_H264_in_one_packet_are_taken_apart()
    {
        var assembler = FrameAssembler.Create(MediaCodec.H264, _frames, _budget);

        assembler.Add(Packet(Convert.FromHexString("78" + "00026701" + "00026802" + "0003650304"), 1, marker: true), false);

        _frames.ShouldHaveSingleItem().ShouldBe(("000000016701" + "000000016802" + "00000001650304", true));
    }

    [Fact]
    public void The_longest_descriptor_of_VP8_is_not_part_of_the_picture()
    {
        var assembler = FrameAssembler.Create(MediaCodec.Vp8, _frames, _budget);

        // X; I, L, T and K; a picture id of 15 bits; TL0PICIDX; TID and KEYIDX.
        assembler.Add(Packet(Convert.FromHexString("90F0" + "8123" + "45" + "67" + "00AABB"), 1, marker: true), false);

        _frames.ShouldHaveSingleItem().ShouldBe(("00AABB", true));
    }

    [Fact]
    public void Nothing_is_delivered_between_a_lost_packet_and_the_next_key_frame()
    {
        var assembler = FrameAssembler.Create(MediaCodec.Vp8, _frames, _budget);
        Send(assembler, MediaCodec.Vp8, Vp8(isKey: true, 10), 1);
        Send(assembler, MediaCodec.Vp8, Vp8(isKey: false, 3000), 2, lost: 1);
        assembler.NeedsKeyFrame.ShouldBeTrue();
        Send(assembler, MediaCodec.Vp8, Vp8(isKey: false, 3000), 3);
        _frames.Count.ShouldBe(1);
        _frames.Dropped.ShouldBe(2);

        Send(assembler, MediaCodec.Vp8, Vp8(isKey: true, 3000), 4);
        Send(assembler, MediaCodec.Vp8, Vp8(isKey: false, 10), 5);

        assembler.NeedsKeyFrame.ShouldBeFalse();
        _frames.Count.ShouldBe(3);
    }

    [Fact]
    public void A_key_frame_right_after_a_gap_is_delivered_if_it_is_whole()
    {
        var assembler = FrameAssembler.Create(MediaCodec.Vp8, _frames, _budget);
        Send(assembler, MediaCodec.Vp8, Vp8(isKey: true, 10), 1);

        Send(assembler, MediaCodec.Vp8, Vp8(isKey: true, 3000), 2, isAfterGap: true);

        _frames.Count.ShouldBe(2);
    }

    [Fact]
    public void After_a_picture_that_the_app_had_no_room_for_the_next_one_is_a_key_frame()
    {
        var assembler = FrameAssembler.Create(MediaCodec.Vp8, _frames, _budget);
        _frames.IsFull = true;
        Send(assembler, MediaCodec.Vp8, Vp8(isKey: true, 10), 1);
        _frames.IsFull = false;

        Send(assembler, MediaCodec.Vp8, Vp8(isKey: false, 10), 2);
        _frames.ShouldBeEmpty();
        Send(assembler, MediaCodec.Vp8, Vp8(isKey: true, 10), 3);

        _frames.Count.ShouldBe(1);
    }

    [Fact]
    public void Padding_between_pictures_changes_nothing()
    {
        var assembler = FrameAssembler.Create(MediaCodec.Vp8, _frames, _budget);
        Send(assembler, MediaCodec.Vp8, Vp8(isKey: true, 10), 1);

        assembler.Add(Packet([], 1, marker: false), false);
        Send(assembler, MediaCodec.Vp8, Vp8(isKey: false, 10), 2);

        _frames.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(MediaCodec.Vp8, "90")]
    [InlineData(MediaCodec.Vp8, "90F081")]
    [InlineData(MediaCodec.Vp8, "10")]
    [InlineData(MediaCodec.Vp8, "0000")]
    [InlineData(MediaCodec.H264, "00")]
    [InlineData(MediaCodec.H264, "780009")]
    [InlineData(MediaCodec.H264, "780000")]
    [InlineData(MediaCodec.H264, "7C05")]
    [InlineData(MediaCodec.H264, "7C0501")]
    public void A_malformed_payload_delivers_nothing(MediaCodec codec, string payload)
    {
        var assembler = FrameAssembler.Create(codec, _frames, _budget);

        assembler.Add(Packet(Convert.FromHexString(payload), 1, marker: true), false);

        _frames.ShouldBeEmpty();
    }

    [Fact]
    public void The_buffer_of_a_large_picture_is_released_after_it()
    {
        using var assembler = FrameAssembler.Create(MediaCodec.Vp8, _frames, _budget);

        Send(assembler, MediaCodec.Vp8, Vp8(isKey: true, MaxBytes / 4), 1);

        _frames.Count.ShouldBe(1);
        _budget.TryReserve(MaxBytes).ShouldBeTrue();
    }

    [Fact]
    public void A_picture_that_exceeds_the_budget_is_dropped_and_its_bytes_count_no_longer()
    {
        var assembler = FrameAssembler.Create(MediaCodec.Vp8, _frames, _budget);
        Send(assembler, MediaCodec.Vp8, Vp8(isKey: true, MaxBytes + 1), 1);
        _frames.ShouldBeEmpty();
        _frames.Dropped.ShouldBe(1);

        Send(assembler, MediaCodec.Vp8, Vp8(isKey: true, 10), 2);
        _frames.Count.ShouldBe(1);
        assembler.Dispose();

        _budget.TryReserve(MaxBytes).ShouldBeTrue();
    }

    [Fact]
    public void Each_packet_of_sound_is_a_frame()
    {
        var assembler = FrameAssembler.Create(MediaCodec.Opus, _frames, _budget);

        assembler.Add(Packet([1, 2], 1, marker: false), isAfterGap: false);
        assembler.Add(Packet([3], 1, marker: false), isAfterGap: true);

        _frames.ShouldBe([("0102", true), ("03", true)]);
    }

    private static byte[] Vp8(bool isKey, int size) =>
        [(byte)(isKey ? 0 : 1), .. Enumerable.Range(1, size - 1).Select(number => (byte)number)];

    private static void Send(
        FrameAssembler assembler, MediaCodec codec, byte[] frame, uint timestamp, int lost = -1, bool isAfterGap = false)
    {
        var payloads = RtpPayloads.Of(codec, frame);
        for (var number = 0; number < payloads.Count; number++)
        {
            if (number == lost)
                continue;

            assembler.Add(
                Packet(payloads[number], timestamp, number == payloads.Count - 1),
                (isAfterGap && number == 0) || (lost >= 0 && number == lost + 1));
        }
    }

    private static BufferedPacket Packet(byte[] payload, uint timestamp, bool marker) =>
        new(0, 96, timestamp, marker, payload, payload.Length);

    private sealed class Frames : List<(string Bytes, bool IsKeyFrame)>, IFrameSink
    {
        public int Dropped { get; private set; }

        public bool IsFull { get; set; }

        public bool OnFrame(ReadOnlySpan<byte> frame, uint timestamp, bool isKeyFrame)
        {
            if (!IsFull)
                Add((Convert.ToHexString(frame), isKeyFrame));

            return !IsFull;
        }

        public void OnFrameDropped() => Dropped++;
    }
}
