using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.GStreamer.Tests.Descriptions;
using Skapi.Rtc.GStreamer.Tests.Support;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Tests;

/// <summary>Media that this side cannot use: only its own track fails, and the connection and the other tracks go on.</summary>
public sealed class FailingMediaTests
{
    // The first byte says that a count of frames follows (RFC 6716, section 3.2.5). The count 0 is not allowed.
    private static readonly byte[] InvalidOpus = [0xFF, 0x00];

    [Fact]
    public async Task Sound_that_cannot_be_decoded_ends_no_other_track_and_not_the_connection()
    {
        var feed = new EncodedFeed(MediaCodec.Opus);
        await using var pair = await OfferingAsync(
            new MediaOptions { Audio = new AudioSource.Encoded(feed), Video = new VideoSource.TestPattern(160, 120, 15) });
        await pair.NegotiateAsync();
        var (offerers, _) = await pair.OpenChannelAsync();
        var sound = await pair.AnswererEvents.WaitForAsync<PeerEvent.TrackAdded>(added => added.Track.Kind == MediaKind.Audio);
        using var decoding = sound.Track.OnAudioFrame(_ => { });

        var arrived = FramesOf.EncodedAsync(pair.AnswererEvents, MediaKind.Audio, count: 10);
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var number = 0; !arrived.IsCompleted && await clock.WaitForNextTickAsync(); number++)
            feed.Push(new EncodedFrame(MediaCodec.Opus, InvalidOpus, TimeSpan.FromMilliseconds(20 * number), isKeyFrame: true));
        await arrived;

        await GoesOnAsync(pair, offerers);
        await FramesOf.VideoAsync(pair.AnswererEvents, count: 5, Bars.AreIn);
    }

    // The tags of the first two sections are swapped on the way, so the sound arrives as the picture and the picture as the sound.
    [Fact]
    public async Task A_stream_on_the_track_of_another_kind_is_dropped_and_the_other_tracks_go_on()
    {
        await using var pair = await OfferingAsync(
            new MediaOptions { Audio = new AudioSource.Tone(440), Video = new VideoSource.TestPattern(160, 120, 15) });
        await pair.Offerer.AddMediaAsync(new MediaOptions { Audio = new AudioSource.Tone(1000) });

        await pair.NegotiateAsync(offerOnTheWay: WithSwappedTags, onTheWay: WithSwappedTags);

        var (offerers, _) = await pair.OpenChannelAsync();
        var tracks = await pair.AnswererEvents.WaitForManyAsync<PeerEvent.TrackAdded>(3);
        using var picture = tracks.Single(added => added.Track.Kind == MediaKind.Video).Track.OnVideoFrame(_ => { });
        var sounds = tracks.Where(added => added.Track.Kind == MediaKind.Audio).Select(added => added.Track).ToList();
        using var wrong = sounds[0].OnAudioFrame(_ => { });
        await FramesOf.AudioAsync(sounds[1], count: 10, frame => Math.Abs(Tones.PitchOf(frame) - 1000) < 100);
        await GoesOnAsync(pair, offerers);
    }

    private static SessionDescription WithSwappedTags(SessionDescription description)
    {
        var sdp = SdpEdit.RemoveLines(description.Sdp, "a=ssrc");
        var (first, second) = (SdpEdit.Section(sdp, 0), SdpEdit.Section(sdp, 1));
        var (firstMid, secondMid) = (MidOf(first), MidOf(second));
        sdp = SdpEdit.Put(sdp, 0, [.. first.Select(line => line == firstMid ? secondMid : line)]);
        return description with { Sdp = SdpEdit.Put(sdp, 1, [.. second.Select(line => line == secondMid ? firstMid : line)]) };
    }

    private static string MidOf(string[] section) => section.Single(line => line.StartsWith("a=mid:", StringComparison.Ordinal));

    private static async Task<PeerPair> OfferingAsync(MediaOptions media)
    {
        var pair = await PeerPair.CreateAsync(TestTransport.Shared);
        await pair.Offerer.AddMediaAsync(media);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        return pair;
    }

    private static async Task GoesOnAsync(PeerPair pair, IRtcDataChannel channel)
    {
        channel.Send("still there");
        await pair.AnswererEvents.WaitForAsync<TextReceived>();
        pair.AnswererEvents.Events.OfType<PeerEvent.ConnectionStateChanged>()
            .ShouldNotContain(changed => changed.State == PeerConnectionState.Failed || changed.State == PeerConnectionState.Closed);
    }
}
