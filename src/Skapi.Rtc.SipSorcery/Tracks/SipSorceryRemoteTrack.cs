using Microsoft.Extensions.Logging;
using SIPSorcery.Media;
using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Rtp;

namespace Skapi.Rtc.SipSorcery.Tracks;

/// <summary>A track of the other side: encoded frames, and decoded sound.</summary>
internal sealed partial class SipSorceryRemoteTrack(MediaKind kind, string id, IReadOnlyList<string> streamIds, Action askForKeyFrame, ILogger logger)
    : IRemoteTrack, IDisposable
{
    /// <summary>After how many pictures in vain a key frame is asked for again.</summary>
    private const int Patience = 15;

    private readonly FrameHandlers<EncodedFrame> _encoded = new(error => LogHandlerFailed(logger, error, kind));
    private readonly FrameHandlers<AudioFrame> _sound = new(error => LogHandlerFailed(logger, error, kind));
    private readonly AudioEncoder _decoder = new(includeLinearFormats: false, includeOpus: true);
    private RtpClock? _clock;
    private volatile bool _waitsForKeyFrame;
    private int _picturesInVain;

    public string Id => id;

    public MediaKind Kind => kind;

    public IReadOnlyList<string> StreamIds => streamIds;

    public IDisposable OnVideoFrame(Action<VideoFrame> handler) => throw (kind == MediaKind.Video
        ? SkapiException.NotSupported("SIPSorcery decodes no pictures. Take the encoded frames (OnEncodedFrame), or use the GStreamer transport.")
        : SkapiException.InvalidRequest("An audio track has no pictures."));

    public IDisposable OnAudioFrame(Action<AudioFrame> handler) =>
        kind == MediaKind.Audio ? _sound.Add(handler) : throw SkapiException.InvalidRequest("A video track has no sound.");

    public IDisposable OnEncodedFrame(Action<EncodedFrame> handler)
    {
        var registration = _encoded.Add(handler);
        if (kind == MediaKind.Video)
        {
            _waitsForKeyFrame = true;
            askForKeyFrame();
        }

        return registration;
    }

    public void RequestKeyFrame() => throw (kind == MediaKind.Video
        ? SkapiException.NotSupported("The SIPSorcery transport does not support key-frame requests by the app.")
        : SkapiException.InvalidRequest("An audio track has no key frames."));

    /// <summary>The peer is closed: no frame follows.</summary>
    public void Dispose() => _decoder.Dispose();

    /// <summary>Hands a frame round, on the stack's media thread.</summary>
    public void Give(MediaCodec codec, byte[] data, uint timestamp)
    {
        var clockRate = StackCodecs.ClockRateOf(codec);
        var time = (_clock ??= new RtpClock(clockRate)).Read(timestamp);
        var isKeyFrame = KeyFrames.IsKeyFrame(codec, data);
        if (_waitsForKeyFrame)
            Await(isKeyFrame);

        _encoded.Invoke(new EncodedFrame(codec, data, time, isKeyFrame));
        if (kind != MediaKind.Audio || !_sound.Any)
            return;

        var samples = _decoder.DecodeAudio(data, StackCodecs.AudioFormatOf(codec));
        _sound.Invoke(new AudioFrame(clockRate, 1, samples, time));
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "A frame handler of the other side's {Kind} threw. It goes on hearing frames.")]
    private static partial void LogHandlerFailed(ILogger log, Exception error, MediaKind kind);

    /// <summary>The request may be lost, or have come before the other side sent anything.</summary>
    private void Await(bool isKeyFrame)
    {
        if (isKeyFrame)
        {
            _waitsForKeyFrame = false;
            _picturesInVain = 0;
        }
        else if (++_picturesInVain % Patience == 0)
        {
            askForKeyFrame();
        }
    }
}
