using Skapi.Rtc.Media;

namespace Skapi.Rtc.SipSorcery.Tracks;

/// <summary>A sine tone at half the full scale, sent in real time.</summary>
internal sealed class ToneSource(double frequency, TimeProvider time) : ILocalSource
{
    private const int SampleRate = 48000;
    private const int SamplesPerBlock = SampleRate / 50;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    private readonly ToneGenerator _tone = new(frequency, SampleRate);
    private ITimer? _timer;
    private RawAudioEncoder? _encoder;

    public IReadOnlyList<MediaCodec> Codecs => StackCodecs.Audio;

    public void Start(RtpSender sender)
    {
        var encoder = _encoder = new RawAudioEncoder(sender);
        _timer = time.CreateTimer(_ => encoder.Encode(_tone.Next(SamplesPerBlock).Samples, SampleRate), null, Period, Period);
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _encoder?.Dispose();
    }
}
