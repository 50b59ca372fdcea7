using System.Diagnostics;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Benchmarks.Pictures;

/// <summary>Two peers of a transport, of which one sends pictures to the other.</summary>
internal sealed class PicturePair : IAsyncDisposable
{
    private readonly PictureFrames _frames;
    private readonly EncodedFeed _feed = new(MediaCodec.Vp8);
    private readonly TrackEvents _offererEvents = new();
    private readonly TrackEvents _answererEvents = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _needsKeyFrame;
    private int _next;
    private long _bytes;

    private PicturePair(PictureFrames frames)
    {
        _frames = frames;
        _feed.KeyFrameRequested += (_, _) => _needsKeyFrame = true;
        _answererEvents.TrackAdded = track => track.OnEncodedFrame(OnFrame);
    }

    /// <summary>The number of bytes of pictures that arrived.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    private IRtcPeer? Offerer { get; set; }

    private IRtcPeer? Answerer { get; set; }

    /// <summary>Connects two peers. Pictures are pushed meanwhile by <paramref name="push"/>.</summary>
    /// <returns>The pair, and the time from the offer until the first picture has arrived.</returns>
    public static async Task<(PicturePair Pair, TimeSpan Took)> ConnectAsync(
        IRtcTransport transport, PictureFrames frames, Action<PicturePair> push)
    {
        var pair = new PicturePair(frames);
        var offerer = await transport.CreatePeerAsync(new RtcPeerOptions(), pair._offererEvents);
        var answerer = await transport.CreatePeerAsync(new RtcPeerOptions(), pair._answererEvents);
        (pair.Offerer, pair.Answerer) = (offerer, answerer);
        await offerer.AddMediaAsync(new MediaOptions { Video = new VideoSource.Encoded(pair._feed) });
        push(pair);
        var began = Stopwatch.GetTimestamp();
        var offer = await offerer.CreateOfferAsync();
        await offerer.SetLocalDescriptionAsync(offer);
        await answerer.SetRemoteDescriptionAsync(offer);
        var answer = await answerer.CreateAnswerAsync();
        await answerer.SetLocalDescriptionAsync(answer);
        await offerer.SetRemoteDescriptionAsync(answer);
        pair._offererEvents.TrickleTo(answerer);
        pair._answererEvents.TrickleTo(offerer);
        await pair._first.Task.WaitAsync(TimeSpan.FromSeconds(20));
        return (pair, Stopwatch.GetElapsedTime(began));
    }

    /// <summary>Pushes the next picture.</summary>
    public void Push(TimeSpan time)
    {
        if (_needsKeyFrame)
            (_needsKeyFrame, _next) = (false, 0);

        _feed.Push(new EncodedFrame(MediaCodec.Vp8, _frames.Pictures[_next], time, isKeyFrame: _next == 0));
        _next = (_next + 1) % _frames.Pictures.Count;
    }

    public async ValueTask DisposeAsync()
    {
        await Offerer!.DisposeAsync();
        await Answerer!.DisposeAsync();
    }

    private void OnFrame(EncodedFrame frame)
    {
        Interlocked.Add(ref _bytes, frame.Data.Length);
        _first.TrySetResult();
    }
}
