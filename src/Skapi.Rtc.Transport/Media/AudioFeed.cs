namespace Skapi.Rtc.Media;

/// <summary>Raw sound that an app pushes into calls. One feed may serve several calls.</summary>
/// <param name="sampleRate">Samples a second of one channel.</param>
/// <param name="channels">1 for mono, 2 for stereo.</param>
/// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
public sealed class AudioFeed(int sampleRate = 48000, int channels = 1)
{
    private readonly FrameHandlers<AudioFrame> _handlers = new();

    /// <summary>Samples a second of one channel.</summary>
    public int SampleRate { get; } = Values.Positive(sampleRate);

    /// <summary>1 for mono, 2 for stereo.</summary>
    public int Channels { get; } = Values.Positive(channels, max: 2);

    /// <summary>Gives a stretch of sound to every call that sends this feed.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the sound has another rate or number of channels than the
    /// feed, or not a sample for each channel.</exception>
    public void Push(AudioFrame frame)
    {
        if (frame.SampleRate != SampleRate || frame.Channels != Channels)
        {
            throw SkapiException.InvalidParameter(
                $"The sound has {frame.SampleRate} Hz and {frame.Channels} channel(s), "
                + $"but this feed takes {SampleRate} Hz and {Channels} channel(s).");
        }

        if (frame.Samples.Length % Channels != 0)
        {
            throw SkapiException.InvalidParameter(
                $"The sound has {frame.Samples.Length} samples, but sound of {Channels} channels has a multiple of {Channels}.");
        }

        _handlers.Invoke(frame);
    }

    /// <summary>For transports: takes the sound until the result is disposed.</summary>
    public IDisposable Subscribe(Action<AudioFrame> handler) => _handlers.Add(handler);
}
