using Skapi.Rtc.Media;

namespace Skapi.Rtc.SipSorcery.Tracks;

/// <summary>A sine tone at half the full scale, by the clock.</summary>
internal sealed class ToneSource(double frequency, TimeProvider time) : ILocalSource
{
    private const int SampleRate = 48000;
    private const int SamplesPerBlock = SampleRate / 50;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    private readonly ToneGenerator _tone = new(frequency, SampleRate);
    private ITimer? _timer;
    private SoundEncoder? _encoder;

    public IReadOnlyList<MediaCodec> Codecs => StackCodecs.Audio;

    public void Start(RtpSender sender)
    {
        var encoder = _encoder = new SoundEncoder(sender);
        _timer = time.CreateTimer(_ => encoder.Encode(_tone.Next(SamplesPerBlock).Samples, SampleRate), null, Period, Period);
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _encoder?.Dispose();
    }
}
