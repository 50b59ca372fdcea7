using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Conformance;

/// <summary>Waits for frames of a remote track.</summary>
public static class FramesOf
{
    /// <summary>Takes decoded pictures until enough of them were right.</summary>
    public static async Task VideoAsync(PeerRecorder events, int count, Func<VideoFrame, bool>? isRight = null)
    {
        var added = await events.WaitForAsync<PeerEvent.TrackAdded>(added => added.Track.Kind == MediaKind.Video);
        await CountAsync<VideoFrame>(added.Track.OnVideoFrame, count, isRight);
    }

    /// <summary>Takes decoded sound until enough stretches of it were right.</summary>
    public static async Task AudioAsync(PeerRecorder events, int count, Func<AudioFrame, bool>? isRight = null)
    {
        var added = await events.WaitForAsync<PeerEvent.TrackAdded>(added => added.Track.Kind == MediaKind.Audio);
        await CountAsync<AudioFrame>(added.Track.OnAudioFrame, count, isRight);
    }

    /// <summary>Takes decoded sound of a track until enough stretches of it were right.</summary>
    public static Task AudioAsync(IRemoteTrack track, int count, Func<AudioFrame, bool>? isRight = null) =>
        CountAsync<AudioFrame>(track.OnAudioFrame, count, isRight);

    /// <summary>Takes encoded frames until enough of them were right.</summary>
    public static async Task EncodedAsync(PeerRecorder events, MediaKind kind, int count, Func<EncodedFrame, bool>? isRight = null)
    {
        var added = await events.WaitForAsync<PeerEvent.TrackAdded>(added => added.Track.Kind == kind);
        await CountAsync<EncodedFrame>(added.Track.OnEncodedFrame, count, isRight);
    }

    private static async Task CountAsync<TFrame>(Func<Action<TFrame>, IDisposable> subscribe, int count, Func<TFrame, bool>? isRight)
        where TFrame : allows ref struct
    {
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var seen = 0;
        var right = 0;
        using var handler = subscribe(frame =>
        {
            Interlocked.Increment(ref seen);
            if (isRight?.Invoke(frame) != false && Interlocked.Increment(ref right) == count)
                enough.SetResult();
        });

        try
        {
            await enough.Task.WaitAsync(PeerRecorder.HangGuard);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{right} of {seen} {typeof(TFrame).Name}s were right, but {count} are needed.");
        }
    }
}
