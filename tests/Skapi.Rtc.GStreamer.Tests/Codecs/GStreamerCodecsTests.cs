using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.GStreamer.Codecs;
using Skapi.Rtc.GStreamer.Tests.Support;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Tests.Codecs;

/// <summary>A transport that carries encoded media only sends and receives raw media with GStreamer's codecs.</summary>
public sealed class GStreamerCodecsTests
{
    [Fact]
    public void A_transport_gains_raw_media_and_devices()
    {
        var transport = CreateTransport();

        transport.Name.ShouldBe("encoded only");
        const RtcCapabilities gained =
            RtcCapabilities.RawAudio | RtcCapabilities.RawVideo | RtcCapabilities.Devices | RtcCapabilities.ReplaceableSources;
        transport.Capabilities.HasFlag(gained).ShouldBeTrue();
    }

    [Fact]
    public async Task Test_sources_arrive_decoded()
    {
        await using var pair = await SendingAsync(
            new MediaOptions { Audio = new AudioSource.Tone(440), Video = new VideoSource.TestPattern(320, 240, 15) });

        await Task.WhenAll(
            FramesOf.VideoAsync(pair.AnswererEvents, count: 5, frame => frame is { Width: 320, Height: 240 } && Bars.AreIn(frame)),
            FramesOf.AudioAsync(pair.AnswererEvents, count: 10, frame => Math.Abs(Tones.PitchOf(frame) - 440) < 44));
    }

    [Fact]
    public async Task Sound_that_the_app_pushes_arrives()
    {
        var feed = new AudioFeed(16000);
        await using var pair = await SendingAsync(new MediaOptions { Audio = new AudioSource.Raw(feed) });

        var arrived = FramesOf.AudioAsync(pair.AnswererEvents, count: 10, frame => Math.Abs(Tones.PitchOf(frame) - 500) < 50);
        await Tones.PushUntilAsync(arrived, feed, frequency: 500);

        await arrived;
    }

    [Fact]
    public async Task Encoded_frames_pass_through()
    {
        await using var pair = await SendingAsync(MediaOptions.Test);
        var (sound, pictures) = (new EncodedFeed(MediaCodec.Opus), new EncodedFeed(MediaCodec.Vp8));
        await using var second = await SendingAsync(
            new MediaOptions { Audio = new AudioSource.Encoded(sound), Video = new VideoSource.Encoded(pictures) });
        await second.WaitUntilConnectedAsync();

        using var soundTap = (await TrackAsync(pair, MediaKind.Audio)).OnEncodedFrame(sound.Push);
        using var pictureTap = (await TrackAsync(pair, MediaKind.Video)).OnEncodedFrame(pictures.Push);

        await Task.WhenAll(FramesOf.VideoAsync(second.AnswererEvents, count: 5, Bars.AreIn), FramesOf.AudioAsync(
            second.AnswererEvents, count: 5, Tones.IsLoud));
    }

    [Fact]
    public async Task A_source_is_replaced_and_the_time_goes_on()
    {
        await using var pair = await SendingAsync(new MediaOptions { Audio = new AudioSource.Tone(440) });
        await FramesOf.AudioAsync(pair.AnswererEvents, count: 5, frame => Math.Abs(Tones.PitchOf(frame) - 440) < 44);
        var times = new List<TimeSpan>();
        using var watch = (await TrackAsync(pair, MediaKind.Audio)).OnEncodedFrame(frame => times.Add(frame.Timestamp));

        await pair.Offerer.ReplaceAudioAsync(new AudioSource.Tone(1000));

        await FramesOf.AudioAsync(pair.AnswererEvents, count: 5, frame => Math.Abs(Tones.PitchOf(frame) - 1000) < 100);
        watch.Dispose();
        times.ShouldBeInOrder();
    }

    [Fact]
    public async Task A_removed_source_sends_nothing_until_another_replaces_it()
    {
        await using var pair = await SendingAsync(new MediaOptions { Video = new VideoSource.TestPattern(160, 120, 15) });
        await FramesOf.VideoAsync(pair.AnswererEvents, count: 2);

        await pair.Offerer.ReplaceVideoAsync(null);
        await pair.Offerer.ReplaceVideoAsync(new VideoSource.TestPattern(320, 240, 15));

        await FramesOf.VideoAsync(pair.AnswererEvents, count: 2, frame => frame.Width == 320);
    }

    [Fact]
    public async Task Muting_sends_black_and_silence()
    {
        await using var pair = await SendingAsync(
            new MediaOptions { Audio = new AudioSource.Tone(), Video = new VideoSource.TestPattern(160, 120, 15) });
        await FramesOf.VideoAsync(pair.AnswererEvents, count: 2, Bars.AreIn);

        pair.Offerer.SetMuted(MediaKind.Video, true);
        pair.Offerer.SetMuted(MediaKind.Audio, true);

        await FramesOf.VideoAsync(
            pair.AnswererEvents, count: 2, frame => !frame.Data[..(160 * 120)].ContainsAnyExceptInRange((byte)0, (byte)40));
        await FramesOf.AudioAsync(pair.AnswererEvents, count: 2, frame => !Tones.IsLoud(frame));
    }

    [Fact]
    public async Task A_source_with_another_codec_is_refused_and_the_old_one_stays()
    {
        await using var pair = await SendingAsync(new MediaOptions { Audio = new AudioSource.Tone() });

        var error = await Should.ThrowAsync<SkapiException>(async () =>
            await pair.Offerer.ReplaceAudioAsync(new AudioSource.Encoded(new EncodedFeed(MediaCodec.Pcmu))));

        error.Code.ShouldBe(SkapiErrorCode.NotSupported);
        await FramesOf.AudioAsync(pair.AnswererEvents, count: 2, Tones.IsLoud);
    }

    [Fact]
    public async Task A_missing_device_is_not_found()
    {
        await using var pair = await PeerPair.CreateAsync(CreateTransport());

        var error = await Should.ThrowAsync<SkapiException>(async () =>
            await pair.Offerer.AddMediaAsync(new MediaOptions { Video = new VideoSource.Device("no such camera") }));

        error.Code.ShouldBe(SkapiErrorCode.DeviceNotFound);
    }

    private static GStreamerCodecs CreateTransport() => new(new EncodedOnlyTransport(RtcCapabilities.ReplaceableSources));

    private static async Task<IRemoteTrack> TrackAsync(PeerPair pair, MediaKind kind) =>
        (await pair.AnswererEvents.WaitForAsync<PeerEvent.TrackAdded>(added => added.Track.Kind == kind)).Track;

    private static async Task<PeerPair> SendingAsync(MediaOptions media)
    {
        var pair = await PeerPair.CreateAsync(CreateTransport());
        await pair.Offerer.AddMediaAsync(media);
        await pair.NegotiateAsync();
        return pair;
    }
}
