using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Rtp;

namespace Skapi.Rtc.Transport.Tests.Rtp;

public sealed class RtpTests
{
    [Fact]
    public void Time_stamps_that_wrap_around_go_on()
    {
        var clock = new RtpClock(48000);

        clock.Read(uint.MaxValue - 479).ShouldBe(TimeSpan.Zero);
        clock.Read(480).ShouldBe(TimeSpan.FromMilliseconds(20));
        clock.Read(0).ShouldBe(TimeSpan.FromMilliseconds(10));
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(-int.MaxValue)]
    public void Time_stamps_that_jump_again_and_again_do_not_exceed_the_range_of_a_time(int jump)
    {
        var clock = new RtpClock(1);

        for (var count = 0u; count < 1000; count++)
            clock.Read(unchecked(count * (uint)jump));

        clock.Read(0).Duration().ShouldBeGreaterThan(TimeSpan.FromDays(365 * 1000));
    }

    [Fact]
    public void A_time_is_written_as_a_time_stamp()
    {
        var clock = new RtpClock(90000);

        clock.Write(TimeSpan.FromMilliseconds(100), uint.MaxValue).ShouldBe(8999u);
        clock.Write(TimeSpan.FromHours(20), 0).ShouldBe(unchecked((uint)(72000L * 90000)));
    }

    [Fact]
    public void Formats_are_found_by_codec_and_by_name()
    {
        foreach (var codec in Enum.GetValues<MediaCodec>())
            RtpFormat.Find(RtpFormat.Of(codec).EncodingName.ToUpperInvariant())!.Codec.ShouldBe(codec);

        RtpFormat.Of(MediaCodec.Opus).RtpMap.ShouldBe("opus/48000/2");
        RtpFormat.Of(MediaCodec.Pcmu).RtpMap.ShouldBe("PCMU/8000");
        RtpFormat.Of(MediaCodec.Vp8).MimeType.ShouldBe("video/VP8");
        RtpFormat.Of(MediaCodec.H264).Kind.ShouldBe(MediaKind.Video);
        RtpFormat.Find("AV1").ShouldBeNull();
        RtpFormat.Find(null).ShouldBeNull();
    }

    [Theory]
    [InlineData(MediaCodec.Vp8, "10", true)]
    [InlineData(MediaCodec.Vp8, "11", false)]
    [InlineData(MediaCodec.Vp8, "", false)]
    [InlineData(MediaCodec.Vp9, "82", true)]
    [InlineData(MediaCodec.Vp9, "86", false)]
    [InlineData(MediaCodec.Vp9, "8A", false)]
    [InlineData(MediaCodec.Vp9, "B1", true)]
    [InlineData(MediaCodec.Vp9, "B2", false)]
    [InlineData(MediaCodec.Vp9, "02", false)]
    [InlineData(MediaCodec.Vp9, "", false)]
    [InlineData(MediaCodec.H264, "0000000167AA0000000165BB", true)]
    [InlineData(MediaCodec.H264, "00000165", true)]
    [InlineData(MediaCodec.H264, "0000000141AA", false)]
    [InlineData(MediaCodec.H264, "000001", false)]
    [InlineData(MediaCodec.Opus, "08", true)]
    public void Key_frames_are_detected(MediaCodec codec, string hex, bool isKeyFrame) =>
        KeyFrames.IsKeyFrame(codec, Convert.FromHexString(hex)).ShouldBe(isKeyFrame);

    [Fact]
    public void A_VP8_frame_is_split_behind_its_descriptor()
    {
        var frame = Enumerable.Range(0, 2500).Select(index => (byte)index).ToArray();

        var payloads = RtpPayloads.Of(MediaCodec.Vp8, frame);

        payloads.Select(payload => payload[0]).ShouldBe([0x10, 0, 0]);
        payloads.ShouldAllBe(payload => payload.Length <= RtpPayloads.MaxPayload);
        payloads.SelectMany(payload => payload[1..]).ShouldBe(frame);
    }

    [Theory]
    [InlineData(0x82, 0)]
    [InlineData(0x86, 0x40)]
    public void A_VP9_frame_is_split_behind_descriptors_that_say_where_it_begins_and_ends(byte first, byte predicted)
    {
        byte[] frame = [first, .. Enumerable.Range(0, 2500).Select(index => (byte)index)];

        var payloads = RtpPayloads.Of(MediaCodec.Vp9, frame);

        payloads.Select(payload => payload[0]).ShouldBe([(byte)(predicted | 0x08), predicted, (byte)(predicted | 0x04)]);
        payloads.ShouldAllBe(payload => payload.Length <= RtpPayloads.MaxPayload);
        payloads.SelectMany(payload => payload[1..]).ShouldBe(frame);
        RtpPayloads.Of(MediaCodec.Vp9, [first]).ShouldHaveSingleItem().ShouldBe([(byte)(predicted | 0x0C), first]);
    }

    [Theory]
    [InlineData(MediaCodec.Vp8)]
    [InlineData(MediaCodec.Vp9)]
    [InlineData(MediaCodec.H264)]
    [InlineData(MediaCodec.Opus)]
    public void Every_payload_has_the_length_that_was_announced(MediaCodec codec)
    {
        for (var length = 1; length < 3700; length += 7)
        {
            byte[] frame = codec == MediaCodec.H264
                ? [0, 0, 1, .. Enumerable.Repeat((byte)0x67, length), 0, 0, 1, 0, 0, 0, 0, 1, .. Enumerable.Repeat((byte)0x65, length)]
                : [.. Enumerable.Repeat((byte)0x82, length)];
            var splitter = new RtpPayloadSplitter(codec, frame);
            var total = 0;
            while (!splitter.IsEnd)
            {
                var announced = splitter.NextLength;
                var target = new byte[announced];
                splitter.WriteNext(target).ShouldBe(announced);
                total += announced;
                (announced <= RtpPayloads.MaxPayload || codec == MediaCodec.Opus).ShouldBeTrue();
            }

            total.ShouldBeGreaterThanOrEqualTo(codec == MediaCodec.H264 ? 2 * length : length);
        }
    }

    [Fact]
    public void H264_units_travel_alone_or_in_fragments()
    {
        byte[] small = [0x67, 1, 2];
        byte[] large = [0x65, .. Enumerable.Range(0, 3000).Select(index => (byte)(1 + (index % 255)))];

        var payloads = RtpPayloads.Of(MediaCodec.H264, [0, 0, 0, 1, .. small, 0, 0, 1, .. large]);

        payloads[0].ShouldBe(small);
        var fragments = payloads.Skip(1).ToArray();
        fragments.ShouldAllBe(fragment => fragment.Length <= RtpPayloads.MaxPayload && fragment[0] == 0x7c);
        fragments.Select(fragment => fragment[1]).ShouldBe([0x85, 0x05, 0x45]);
        fragments.SelectMany(fragment => fragment[2..]).ShouldBe(large[1..]);
    }

    [Fact]
    public void An_audio_packet_is_one_payload() => RtpPayloads.Of(MediaCodec.Opus, [8, 1]).ShouldHaveSingleItem().ShouldBe([8, 1]);
}
