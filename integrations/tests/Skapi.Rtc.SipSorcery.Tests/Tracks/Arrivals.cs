using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.SipSorcery.Tests.Tracks;

/// <summary>Waits for what arrives on a track.</summary>
internal static class Arrivals
{
    public static async Task<IRemoteTrack> TrackAsync(this PeerRecorder events, MediaKind kind) =>
        (await events.WaitForAsync<PeerEvent.TrackAdded>(added => added.Track.Kind == kind)).Track;

    /// <summary>The first encoded frames, while something pushes more.</summary>
    public static async Task<IReadOnlyList<Arrived>> FramesAsync(this IRemoteTrack track, int count, Action<int> push)
    {
        var frames = new List<Arrived>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var handler = track.OnEncodedFrame(frame =>
        {
            if (frames.Count == count)
                return;

            frames.Add(new Arrived(frame.Codec, frame.Data.ToArray(), frame.Timestamp, frame.IsKeyFrame));
            if (frames.Count == count)
                enough.SetResult();
        });

        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var guard = new CancellationTokenSource(PeerRecorder.HangGuard);
        for (var number = 0; !enough.Task.IsCompleted; number++)
        {
            push(number);
            await clock.WaitForNextTickAsync(guard.Token);
        }

        return frames;
    }

    internal sealed record Arrived(MediaCodec Codec, byte[] Data, TimeSpan Timestamp, bool IsKeyFrame);
}
