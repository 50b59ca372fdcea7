using Skapi.Protocol;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.InMemory;

/// <summary>A track of the other side in memory.</summary>
internal sealed class InMemoryRemoteTrack(
    string id, MediaKind kind, string streamId, Action<Exception> handlerFailed, Action requestKeyFrame)
    : IRemoteTrack
{
    private readonly FrameHandlers<VideoFrame> _video = new(handlerFailed);
    private readonly FrameHandlers<AudioFrame> _audio = new(handlerFailed);
    private readonly FrameHandlers<EncodedFrame> _encoded = new(handlerFailed);

    public string Id => id;

    public MediaKind Kind => kind;

    public IReadOnlyList<string> StreamIds { get; } = [streamId];

    /// <summary>What arrived so far.</summary>
    public InMemoryCounter Received { get; } = new();

    /// <summary>How often this side asked for a key frame.</summary>
    public long KeyFrameRequests { get; private set; }

    public IDisposable OnVideoFrame(Action<VideoFrame> handler) =>
        kind == MediaKind.Video ? _video.Add(handler) : throw SkapiException.InvalidRequest("An audio track has no pictures.");

    public IDisposable OnAudioFrame(Action<AudioFrame> handler) =>
        kind == MediaKind.Audio ? _audio.Add(handler) : throw SkapiException.InvalidRequest("A video track has no sound.");

    public IDisposable OnEncodedFrame(Action<EncodedFrame> handler) => _encoded.Add(handler);

    public void RequestKeyFrame()
    {
        if (kind != MediaKind.Video)
            throw SkapiException.InvalidRequest("An audio track has no key frames.");

        KeyFrameRequests++;
        requestKeyFrame();
    }

    public void Give(VideoFrame frame) => _video.Invoke(frame);

    public void Give(AudioFrame frame) => _audio.Invoke(frame);

    public void Give(EncodedFrame frame) => _encoded.Invoke(frame);
}
