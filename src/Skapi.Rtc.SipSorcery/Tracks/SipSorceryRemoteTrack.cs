using Microsoft.Extensions.Logging;
using SIPSorcery.Media;
using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Rtp;

namespace Skapi.Rtc.SipSorcery.Tracks;

/// <summary>A track of the other side: encoded frames, and decoded audio.</summary>
internal sealed partial class SipSorceryRemoteTrack(
    MediaKind kind, string id, IReadOnlyList<string> streamIds, Action requestKeyFrame, ILogger logger)
    : IRemoteTrack, IDisposable
{
    // A key frame is requested again after this number of other frames, because the request or the key frame may be lost.
    private const int FramesBetweenRequests = 15;

    private readonly FrameHandlers<EncodedFrame> _encoded = new(error => LogHandlerFailed(logger, error, kind));
    private readonly FrameHandlers<AudioFrame> _audio = new(error => LogHandlerFailed(logger, error, kind));
    private readonly AudioEncoder _decoder = new(includeLinearFormats: false, includeOpus: true);
    private RtpClock? _clock;
    private volatile bool _waitsForKeyFrame;
    private int _framesSinceRequest;

    public string Id => id;

    public MediaKind Kind => kind;

    public IReadOnlyList<string> StreamIds => streamIds;

    public IDisposable OnVideoFrame(Action<VideoFrame> handler) => throw (kind == MediaKind.Video
        ? SkapiException.NotSupported(
            "The SIPSorcery transport cannot decode video. Wrap it in GStreamerCodecs, use OnEncodedFrame, or use the GStreamer transport.")
        : SkapiException.InvalidRequest("An audio track has no video frames: use OnAudioFrame."));

    public IDisposable OnAudioFrame(Action<AudioFrame> handler) => kind == MediaKind.Audio
        ? _audio.Add(handler)
        : throw SkapiException.InvalidRequest("A video track has no audio frames: use OnVideoFrame.");

    public IDisposable OnEncodedFrame(Action<EncodedFrame> handler)
    {
        var registration = _encoded.Add(handler);
        if (kind == MediaKind.Video)
        {
            _waitsForKeyFrame = true;
            requestKeyFrame();
        }

        return registration;
    }

    public void RequestKeyFrame() => throw (kind == MediaKind.Video
        ? SkapiException.NotSupported("The SIPSorcery transport does not support key-frame requests by the app.")
        : SkapiException.InvalidRequest("An audio track has no key frames."));

    /// <summary>Frees the decoder. No frame follows, because the peer is closed.</summary>
    public void Dispose() => _decoder.Dispose();

    /// <summary>Passes a frame to the handlers. It is called on the stack's media thread.</summary>
    public void OnFrame(MediaCodec codec, byte[] data, uint timestamp)
    {
        var clockRate = StackCodecs.ClockRateOf(codec);
        var time = (_clock ??= new RtpClock(clockRate)).Read(timestamp);
        var isKeyFrame = KeyFrames.IsKeyFrame(codec, data);
        if (_waitsForKeyFrame)
            Await(isKeyFrame);

        _encoded.Invoke(new EncodedFrame(codec, data, time, isKeyFrame));
        if (kind != MediaKind.Audio || !_audio.Any)
            return;

        var samples = _decoder.DecodeAudio(data, StackCodecs.AudioFormatOf(codec));
        _audio.Invoke(new AudioFrame(clockRate, 1, samples, time));
    }

    [LoggerMessage(1, LogLevel.Error, "A frame handler of the other side's {Kind} threw. It still receives the next frames.")]
    private static partial void LogHandlerFailed(ILogger log, Exception error, MediaKind kind);

    private void Await(bool isKeyFrame)
    {
        if (isKeyFrame)
        {
            _waitsForKeyFrame = false;
            _framesSinceRequest = 0;
        }
        else if (++_framesSinceRequest % FramesBetweenRequests == 0)
        {
            requestKeyFrame();
        }
    }
}
