using Skapi.Protocol;

namespace Skapi.Rtc.Media;

/// <summary>
/// Media that the other side sends. A handler is called on the stack's media thread: it should be quick, and copy what it keeps.
/// </summary>
/// <remarks>A handler should not throw. If one throws, it and the others still receive further frames, and its first exception is
/// logged.</remarks>
public interface IRemoteTrack
{
    /// <summary>The track's id.</summary>
    string Id { get; }

    /// <summary>Audio or video.</summary>
    MediaKind Kind { get; }

    /// <summary>The ids of the streams that the track belongs to (the msid of the SDP, RFC 8830).</summary>
    IReadOnlyList<string> StreamIds { get; }

    /// <summary>Takes decoded pictures until the result is disposed.</summary>
    /// <exception cref="SkapiException"><c>INVALID_REQUEST</c>: an audio track; <c>NOT_SUPPORTED</c>: the stack decodes
    /// nothing.</exception>
    IDisposable OnVideoFrame(Action<VideoFrame> handler);

    /// <summary>Takes decoded sound until the result is disposed.</summary>
    /// <exception cref="SkapiException"><c>INVALID_REQUEST</c>: a video track; <c>NOT_SUPPORTED</c>: the stack decodes nothing.</exception>
    IDisposable OnAudioFrame(Action<AudioFrame> handler);

    /// <summary>Takes encoded frames until the result is disposed.</summary>
    /// <exception cref="SkapiException"><c>NOT_SUPPORTED</c>: the stack gives none out.</exception>
    IDisposable OnEncodedFrame(Action<EncodedFrame> handler);

    /// <summary>
    /// Asks the other side for a key frame (RFC 4585, section 6.3.1). A request may be merged with another one, or be lost.
    /// </summary>
    /// <exception cref="SkapiException"><c>INVALID_REQUEST</c>: an audio track; <c>NOT_SUPPORTED</c>: without key-frame
    /// requests.</exception>
    void RequestKeyFrame();
}
