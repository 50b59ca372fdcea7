using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Installation;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Media.Receiving;

/// <summary>A track of the other side.</summary>
/// <remarks>It exists as soon as it is described. Its media arrives later, and is neither decoded nor copied without a handler.</remarks>
/// <param name="kind">Audio or video.</param>
/// <param name="id">The track's id.</param>
/// <param name="streamIds">The ids of its streams.</param>
/// <param name="registry">The installed elements.</param>
/// <param name="handlerFailed">Called with an exception of the app's handler.</param>
/// <param name="failed">Called with an exception of this class, which ends a branch.</param>
internal sealed class RemoteTrack(
    MediaKind kind,
    string id,
    IReadOnlyList<string> streamIds,
    IElementRegistry registry,
    Action<Exception> handlerFailed,
    Action<Exception> failed)
    : IRemoteTrack
{
    private readonly Lock _lock = new();
    private readonly TrackClock _clock = new();
    private readonly FrameHandlers<VideoFrame> _videoHandlers = new(handlerFailed);
    private readonly FrameHandlers<AudioFrame> _audioHandlers = new(handlerFailed);
    private readonly FrameHandlers<EncodedFrame> _encodedHandlers = new(handlerFailed);
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
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
            throw SkapiException.InvalidRequest("An audio track has no video frames: use OnAudioFrame.");

        MissingParts.Check(registry, RtpCodec.PreferredOf(kind).DecoderElements);
        return Subscribe(_videoHandlers, handler, ref _decodes);
    }

    /// <inheritdoc/>
    public IDisposable OnAudioFrame(Action<AudioFrame> handler)
    {
        if (kind != MediaKind.Audio)
            throw SkapiException.InvalidRequest("A video track has no audio frames: use OnVideoFrame.");

        MissingParts.Check(registry, RtpCodec.PreferredOf(kind).DecoderElements);
        return Subscribe(_audioHandlers, handler, ref _decodes);
    }

    /// <inheritdoc/>
    public IDisposable OnEncodedFrame(Action<EncodedFrame> handler)
    {
        MissingParts.Check(registry, "appsink");
        return Subscribe(_encodedHandlers, handler, ref _givesEncoded);
    }

    /// <inheritdoc/>
    public void RequestKeyFrame()
    {
        if (kind != MediaKind.Video)
            throw SkapiException.InvalidRequest("An audio track has no key frames.");

        // Without a tap nothing has arrived yet, and media begin with a key frame.
        Tap?.RequestKeyFrame();
    }

    /// <summary>Handles the first packet of a stream, which comes out of a source pad of webrtcbin.</summary>
    /// <exception cref="SkapiException"><c>NOT_SUPPORTED</c>: the stream is not of the track's kind.</exception>
    public void Attach(nint pipeline, nint pad)
    {
        if (TrackTap.CodecOf(pad) is var codec && codec.Kind != kind)
            throw SkapiException.NotSupported($"The other side sends {codec.EncodingName} on a track of {kind.Value}.");

        lock (_lock)
        {
            if (_isClosed)
                return;

            // A track may go on under another SSRC, and then a further pad brings the same media. With another codec it needs another tap.
            if (_tap?.Codec == codec)
            {
                _tap.AddInput(pad);
                return;
            }

            _tap = new TrackTap(pipeline, pad);
            Branch();
        }

        _arrived.TrySetResult();
    }

    /// <summary>Completes when the first media has arrived.</summary>
    public Task MediaArrived => _arrived.Task;

    /// <summary>The codec of the media that arrives, or null before any has.</summary>
    public RtpCodec? Codec => Tap?.Codec;

    /// <summary>The media in the pipeline, or null before any has arrived and after the track was closed.</summary>
    public TrackTap? Tap
    {
        get
        {
            lock (_lock)
                return _isClosed ? null : _tap;
        }
    }

    /// <summary>Handles the end of the pipeline: nothing is built in it from now on.</summary>
    public void Close()
    {
        lock (_lock)
            _isClosed = true;
    }

    private IDisposable Subscribe<TFrame>(FrameHandlers<TFrame> handlers, Action<TFrame> handler, ref bool wanted)
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

    // A branch is built for its first handler, and stays.
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
