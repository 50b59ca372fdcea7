using Skapi.Protocol;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Managed.Media;

/// <summary>A track of the other side, as the app sees it: encoded frames. Thread-safe.</summary>
/// <param name="kind">Audio or video.</param>
/// <param name="id">The track's id.</param>
/// <param name="streamIds">The ids of its streams.</param>
/// <param name="handlerFailed">Receives the first exception of a handler.</param>
/// <param name="requestKeyFrame">Asks the other side for a key frame.</param>
internal sealed class RemoteTrack(
    MediaKind kind, string id, IReadOnlyList<string> streamIds, Action<Exception> handlerFailed, Action requestKeyFrame) : IRemoteTrack
{
    private readonly FrameHandlers<EncodedFrame> _encoded = new(handlerFailed);

    /// <inheritdoc/>
    public string Id => id;

    /// <inheritdoc/>
    public MediaKind Kind => kind;

    /// <inheritdoc/>
    public IReadOnlyList<string> StreamIds => streamIds;

    /// <summary>Whether anyone would receive a frame.</summary>
    public bool HasHandlers => _encoded.Any;

    /// <inheritdoc/>
    public IDisposable OnVideoFrame(Action<VideoFrame> handler) => throw (kind == MediaKind.Video
        ? NotDecoded("video", "GStreamerCodecs")
        : SkapiException.InvalidRequest("An audio track has no video frames: use OnAudioFrame or OnEncodedFrame."));

    /// <inheritdoc/>
    public IDisposable OnAudioFrame(Action<AudioFrame> handler) => throw (kind == MediaKind.Audio
        ? NotDecoded("audio", "ManagedCodecs or GStreamerCodecs")
        : SkapiException.InvalidRequest("A video track has no audio frames: use OnVideoFrame or OnEncodedFrame."));

    /// <inheritdoc/>
    public IDisposable OnEncodedFrame(Action<EncodedFrame> handler)
    {
        var registration = _encoded.Add(handler);

        // A handler that comes later has missed the key frame that decoding begins with.
        if (kind == MediaKind.Video)
            requestKeyFrame();

        return registration;
    }

    /// <inheritdoc/>
    public void RequestKeyFrame()
    {
        if (kind != MediaKind.Video)
            throw SkapiException.InvalidRequest("An audio track has no key frames.");

        requestKeyFrame();
    }

    /// <summary>Gives a frame to the handlers.</summary>
    public void Deliver(EncodedFrame frame) => _encoded.Invoke(frame);

    private static SkapiException NotDecoded(string kind, string codecs) => SkapiException.NotSupported(
        $"The managed transport does not decode {kind}. Wrap it in {codecs}, or use OnEncodedFrame.");
}
