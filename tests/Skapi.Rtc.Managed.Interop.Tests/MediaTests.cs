using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.GStreamer.Codecs;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Interop.Tests;

/// <summary>Sound and pictures between the managed transport, with GStreamer's codecs, and webrtcbin. Either side offers.</summary>
public sealed class MediaTests
{
    private const int Enough = 5;

    [Theory]
    [InlineData("managed", "GStreamer")]
    [InlineData("GStreamer", "managed")]
    public async Task Sound_and_pictures_go_both_ways(string offering, string answering)
    {
        await using var pair = await PeerPair.CreateAsync(WithCodecs(offering), WithCodecs(answering));
        await pair.Offerer.AddMediaAsync(MediaOptions.Test);

        await pair.NegotiateAsync(async () => await pair.Answerer.AddMediaAsync(MediaOptions.Test));

        await pair.WaitUntilConnectedAsync();
        await Task.WhenAll(
            SeesAsync(pair.OffererEvents), SeesAsync(pair.AnswererEvents), HearsAsync(pair.OffererEvents), HearsAsync(pair.AnswererEvents));
    }

    private static IRtcTransport WithCodecs(string name) =>
        name == "managed" ? new GStreamerCodecs(Stacks.Named(name)) : Stacks.Named(name);

    private static async Task SeesAsync(PeerRecorder events)
    {
        var track = (await events.WaitForAsync<PeerEvent.TrackAdded>(added => added.Track.Kind == MediaKind.Video)).Track;
        var (seen, count) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);

        // The first bar of the test pattern is white.
        using var handler = track.OnVideoFrame(frame =>
        {
            if (frame.Data[2 * frame.Width + 2] > 180 && ++count == Enough)
                seen.SetResult();
        });
        await seen.Task.WaitAsync(PeerRecorder.HangGuard);
    }

    private static async Task HearsAsync(PeerRecorder events)
    {
        var track = (await events.WaitForAsync<PeerEvent.TrackAdded>(added => added.Track.Kind == MediaKind.Audio)).Track;
        var (heard, count) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        using var handler = track.OnAudioFrame(frame =>
        {
            if (frame.Samples.ContainsAnyExceptInRange((short)-500, (short)500) && ++count == Enough)
                heard.SetResult();
        });
        await heard.Task.WaitAsync(PeerRecorder.HangGuard);
    }
}
