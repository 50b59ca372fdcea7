using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Runtime;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Media.Receiving;

/// <summary>
/// A track of the other side. It is there from when its description is; the media comes later, and what nobody takes is neither
/// decoded nor copied.
/// </summary>
/// <param name="kind">Audio or video.</param>
/// <param name="id">The track's id.</param>
/// <param name="streamIds">The ids of its streams.</param>
/// <param name="registry">The installed elements.</param>
/// <param name="handlerFailed">Hears of a handler of the app that threw.</param>
/// <param name="failed">Hears of a failure here, which ends a branch.</param>
internal sealed class RemoteTrack(
    MediaKind kind, string id, IReadOnlyList<string> streamIds, IElementRegistry registry, Action<Exception> handlerFailed, Action<Exception> failed)
    : IRemoteTrack
{
    private readonly Lock _lock = new();
    private readonly TrackClock _clock = new();
    private readonly FrameHandlers<VideoFrame> _videoHandlers = new(handlerFailed);
    private readonly FrameHandlers<AudioFrame> _audioHandlers = new(handlerFailed);
    private readonly FrameHandlers<EncodedFrame> _encodedHandlers = new(handlerFailed);
    private TrackTap? _tap;
    private bool _decodes;
    private bool _givesEncoded;
    private bool _isClosed;

    /// <inheritdoc/>
    public string Id => id;

    /// <inheritdoc/>
    public MediaKind Kind => kind;

    /// <inheritdoc/>
    public IReadOnlyList<string> StreamIds => streamIds;

    /// <inheritdoc/>
    public IDisposable OnVideoFrame(Action<VideoFrame> handler)
    {
        if (kind != MediaKind.Video)
            throw Errors.InvalidRequest("An audio track has no pictures: take OnAudioFrame.");

        MissingParts.Check(registry, "videoconvert", "appsink", "vp8dec");
        return Take(_videoHandlers, handler, ref _decodes);
    }

    /// <inheritdoc/>
    public IDisposable OnAudioFrame(Action<AudioFrame> handler)
    {
        if (kind != MediaKind.Audio)
            throw Errors.InvalidRequest("A video track has no sound: take OnVideoFrame.");

        MissingParts.Check(registry, "audioconvert", "appsink", "opusdec");
        return Take(_audioHandlers, handler, ref _decodes);
    }

    /// <inheritdoc/>
    public IDisposable OnEncodedFrame(Action<EncodedFrame> handler)
    {
        MissingParts.Check(registry, "appsink");
        return Take(_encodedHandlers, handler, ref _givesEncoded);
    }

    /// <inheritdoc/>
    public void RequestKeyFrame() => throw (kind == MediaKind.Video
        ? Errors.NotSupported("The GStreamer transport cannot request a key frame.")
        : Errors.InvalidRequest("An audio track has no key frames."));

    /// <summary>The media begins to come: RTP packets, at a source pad of webrtcbin.</summary>
    public void Attach(nint pipeline, nint pad)
    {
        lock (_lock)
        {
            if (_isClosed)
                return;

            // A track may go on under another SSRC: then a further pad brings the same media.
            if (_tap is not null)
            {
                _tap.AddInput(pad);
                return;
            }

            _tap = new TrackTap(pipeline, pad);
            Branch();
        }
    }

    /// <summary>A further branch of the encoded media, for a recording.</summary>
    /// <returns>Null where no media has come yet.</returns>
    public TrackTap? Tap
    {
        get
        {
            lock (_lock)
                return _isClosed ? null : _tap;
        }
    }

    /// <summary>The pipeline is about to stop: nothing is built in it any more.</summary>
    public void Close()
    {
        lock (_lock)
            _isClosed = true;
    }

    private IDisposable Take<TFrame>(FrameHandlers<TFrame> handlers, Action<TFrame> handler, ref bool wanted)
        where TFrame : allows ref struct
    {
        var registration = handlers.Add(handler);
        lock (_lock)
        {
            wanted = true;
            if (!_isClosed && _tap is not null)
                Branch();
        }

        return registration;
    }

    // Each branch is built when someone first wants it, and stays.
    private void Branch()
    {
        if (_decodes && !_tap!.HasDecoder)
        {
            _tap.AddDecoder(kind == MediaKind.Video
                ? new VideoListener(_clock, _videoHandlers, failed)
                : new AudioListener(_clock, _audioHandlers, failed));
        }

        if (_givesEncoded && !_tap!.HasEncoded)
            _tap.AddEncoded(new EncodedListener(_tap.Codec.Codec, _clock, _encodedHandlers, failed));
    }
}
