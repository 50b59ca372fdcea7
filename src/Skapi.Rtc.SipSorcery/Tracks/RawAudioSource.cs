using Skapi.Rtc.Media;

namespace Skapi.Rtc.SipSorcery.Tracks;

/// <summary>Raw audio that the app pushes.</summary>
internal sealed class RawAudioSource(AudioFeed feed) : ILocalSource
{
    private IDisposable? _subscription;
    private RawAudioEncoder? _encoder;

    public IReadOnlyList<MediaCodec> Codecs => StackCodecs.Audio;

    public void Start(RtpSender sender)
    {
        var encoder = _encoder = new RawAudioEncoder(sender);
        _subscription = feed.Subscribe(frame => encoder.Encode(Mono(frame), frame.SampleRate));
    }

    public void Dispose()
    {
        _subscription?.Dispose();
        _encoder?.Dispose();
    }

    private static ReadOnlySpan<short> Mono(AudioFrame frame)
    {
        if (frame.Channels == 1)
            return frame.Samples;

        var mono = new short[frame.Samples.Length / frame.Channels];
        for (var index = 0; index < mono.Length; index++)
        {
            var sum = 0;
            foreach (var sample in frame.Samples.Slice(index * frame.Channels, frame.Channels))
                sum += sample;

            mono[index] = (short)(sum / frame.Channels);
        }

        return mono;
    }
}
