using Skapi.Rtc.Media;

namespace Skapi.Rtc.SipSorcery.Tracks;

/// <summary>A sine tone at half the full scale, by the clock.</summary>
internal sealed class ToneSource(double frequency, TimeProvider time) : ILocalSource
{
    private const int SampleRate = 48000;
    private const int SamplesPerBlock = SampleRate / 50;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    private ITimer? _timer;
    private SoundEncoder? _encoder;
    private long _samples;

    public IReadOnlyList<MediaCodec> Codecs => StackCodecs.Audio;

    public void Start(RtpSender sender)
    {
        var encoder = _encoder = new SoundEncoder(sender);
        _timer = time.CreateTimer(_ => encoder.Encode(Next(), SampleRate), null, Period, Period);
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _encoder?.Dispose();
    }

    private short[] Next()
    {
        // A tick that comes late may meet the next one: each takes its own stretch of the tone.
        var first = Interlocked.Add(ref _samples, SamplesPerBlock) - SamplesPerBlock;
        var block = new short[SamplesPerBlock];
        for (var index = 0; index < block.Length; index++)
            block[index] = (short)(short.MaxValue / 2 * Math.Sin(2 * Math.PI * frequency * (first + index) / SampleRate));

        return block;
    }
}
