using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.BorrowedCodecs;

/// <summary>A short VP8 clip that begins with a key frame, so that it can be played round and round.</summary>
public sealed class VideoClip
{
    private readonly IReadOnlyList<Frame> _frames;

    private VideoClip(IReadOnlyList<Frame> frames, int frameRate)
    {
        _frames = frames;
        FrameRate = frameRate;
    }

    /// <summary>Pictures a second.</summary>
    public int FrameRate { get; }

    /// <summary>The encoded pictures.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Pictures => [.. _frames.Select(frame => frame.Data)];

    /// <summary>Encodes a source with a transport's codec.</summary>
    /// <param name="codecs">A transport that encodes.</param>
    /// <param name="source">What the clip shows.</param>
    /// <param name="frameRate">How many pictures a second the source has.</param>
    /// <param name="count">How many pictures the clip has.</param>
    public static async Task<VideoClip> RecordAsync(IRtcTransport codecs, VideoSource source, int frameRate, int count)
    {
        var (loopback, track) = await Loopback.ConnectAsync(codecs, new MediaOptions { Video = source }).ConfigureAwait(false);
        await using var connected = loopback.ConfigureAwait(false);
        var frames = new List<Frame>(count);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = track.OnEncodedFrame(frame =>
        {
            if (frames.Count == count || (frames.Count == 0 && !frame.IsKeyFrame))
                return;

            frames.Add(new Frame(frame.Data.ToArray(), frame.IsKeyFrame));
            if (frames.Count == count)
                done.TrySetResult();
        });
        await done.Task.ConfigureAwait(false);
        return new VideoClip(frames, frameRate);
    }

    /// <summary>Plays the clip into a feed, round and round, until the result is disposed.</summary>
    public IDisposable PlayInto(EncodedFeed feed, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(feed);
        var period = TimeSpan.FromSeconds(1.0 / FrameRate);
        var gate = new Lock();
        var number = 0;
        return (time ?? TimeProvider.System).CreateTimer(
            _ =>
            {
                lock (gate)
                {
                    var frame = _frames[number % _frames.Count];
                    feed.Push(new EncodedFrame(feed.Codec, frame.Data.Span, period * number++, frame.IsKeyFrame));
                }
            },
            null,
            period,
            period);
    }

    private sealed record Frame(ReadOnlyMemory<byte> Data, bool IsKeyFrame);
}
