using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.SipSorcery.Tests.Tracks;

public sealed class EncodedFrameTests
{
    private const int Count = 5;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    [Theory]
    [InlineData(MediaCodec.Pcmu, 160)]
    [InlineData(MediaCodec.Pcma, 160)]
    [InlineData(MediaCodec.Opus, 90)]
    public async Task A_packet_of_sound_arrives_byte_for_byte_at_its_time(MediaCodec codec, int length)
    {
        await ArriveUnchangedAsync(new MediaOptionsOf(codec), number => Bytes(number, length));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(1200)]
    [InlineData(1201)]
    [InlineData(20_000)]
    public async Task A_VP8_picture_of_any_length_arrives_byte_for_byte_at_its_time(int length)
    {
        // The lowest bit of the first byte says that it is not a key frame.
        await ArriveUnchangedAsync(new MediaOptionsOf(MediaCodec.Vp8), number => [0x00, .. Bytes(number, length - 1)]);
    }

    [Fact]
    public async Task An_H264_access_unit_arrives_with_its_units_in_order()
    {
        // Parameter sets and a picture that is longer than a packet.
        await ArriveUnchangedAsync(
            new MediaOptionsOf(MediaCodec.H264),
            number => [0, 0, 0, 1, 0x67, 0x42, 0xE0, 0x1F, 0, 0, 0, 1, 0x68, 0xCE, 0, 0, 0, 1, 0x65, .. Bytes(number, 5000)]);
    }

    [Fact]
    public async Task A_feed_of_another_kind_is_an_invalid_parameter()
    {
        await using var pair = await PeerPair.CreateAsync(new SipSorceryTransport());

        var error = await Should.ThrowAsync<SkapiException>(async () =>
            await pair.Offerer.AddMediaAsync(new MediaOptions { Video = new VideoSource.Encoded(new EncodedFeed(MediaCodec.Opus)) }));

        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
    }

    [Fact]
    public async Task Two_sides_without_a_codec_in_common_are_told_so()
    {
        await using var pair = await PeerPair.CreateAsync(new SipSorceryTransport());
        await pair.Offerer.AddMediaAsync(new MediaOptionsOf(MediaCodec.Opus).Options(out _));

        var error = await Should.ThrowAsync<SkapiException>(() => pair.NegotiateAsync(async () =>
            await pair.Answerer.AddMediaAsync(new MediaOptionsOf(MediaCodec.Pcmu).Options(out _))));

        error.Code.ShouldBe(SkapiErrorCode.NotSupported);
    }

    [Fact]
    public async Task Nothing_is_sent_while_it_is_muted()
    {
        await using var pair = await PeerPair.CreateAsync(new SipSorceryTransport());
        await pair.Offerer.AddMediaAsync(new MediaOptionsOf(MediaCodec.Pcmu).Options(out var feed));
        await pair.NegotiateAsync();
        await pair.WaitUntilConnectedAsync();
        var track = await pair.AnswererEvents.TrackAsync(MediaKind.Audio);
        await track.FramesAsync(1, number => feed.Push(new EncodedFrame(MediaCodec.Pcmu, [1, 1, 1], Period * number, true)));

        pair.Offerer.SetMuted(MediaKind.Audio, true);
        feed.Push(new EncodedFrame(MediaCodec.Pcmu, [2, 2, 2], Period * 500, true));
        pair.Offerer.SetMuted(MediaKind.Audio, false);

        var frames = await track.FramesAsync(
            3, number => feed.Push(new EncodedFrame(MediaCodec.Pcmu, [3, 3, 3], Period * (501 + number), true)));
        frames.ShouldNotContain(frame => frame.Data[0] == 2);
    }

    private static async Task ArriveUnchangedAsync(MediaOptionsOf media, Func<int, byte[]> frameOf)
    {
        await using var pair = await PeerPair.CreateAsync(new SipSorceryTransport());
        await pair.Offerer.AddMediaAsync(media.Options(out var feed));
        await pair.NegotiateAsync();
        await pair.WaitUntilConnectedAsync();
        var track = await pair.AnswererEvents.TrackAsync(StackKindOf(media.Codec));
        var sent = new List<byte[]>();

        var frames = await track.FramesAsync(Count, number =>
        {
            var frame = frameOf(number);
            sent.Add(frame);
            feed.Push(new EncodedFrame(media.Codec, frame, Period * number, true));
        });

        // The first frames may have come before the other side was connected.
        var first = sent.FindIndex(frame => frame.AsSpan().SequenceEqual(frames[0].Data));
        first.ShouldBeGreaterThanOrEqualTo(0);
        frames.Select(frame => frame.Data).ShouldBe(sent.Skip(first).Take(Count));
        frames.Select(frame => frame.Timestamp).ShouldBe(Enumerable.Range(0, Count).Select(number => Period * number));
        frames.ShouldAllBe(frame => frame.Codec == media.Codec && frame.IsKeyFrame);
    }

    private static MediaKind StackKindOf(MediaCodec codec) =>
        codec is MediaCodec.Vp8 or MediaCodec.H264 ? MediaKind.Video : MediaKind.Audio;

    private static byte[] Bytes(int number, int length) =>
        [.. Enumerable.Range(1, length).Select(index => (byte)((((index * 31) + number) % 250) + 4))];

    private sealed record MediaOptionsOf(MediaCodec Codec)
    {
        public MediaOptions Options(out EncodedFeed feed)
        {
            feed = new EncodedFeed(Codec);
            return Codec is MediaCodec.Vp8 or MediaCodec.H264
                ? new MediaOptions { Video = new VideoSource.Encoded(feed) }
                : new MediaOptions { Audio = new AudioSource.Encoded(feed) };
        }
    }
}
