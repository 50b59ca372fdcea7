using Concentus;

namespace Skapi.Rtc.Codecs.Sending;

/// <summary>Converts the sample rate and the number of channels of sound. Not safe for concurrent use.</summary>
internal sealed class SoundConverter : IDisposable
{
    private const int MinRate = 8000;
    private const int MaxRate = 192000;

    // Of 0 to 10. The cut-off is above what a voice has.
    private const int Quality = 5;

    // What the resampler is given at a time.
    private const int BlockSamples = 480;

    private readonly IResampler? _resampler;
    private readonly int _channels;
    private readonly int _outputChannels;
    private readonly short[] _mixed;
    private readonly short[] _resampled;

    /// <summary>Creates a converter.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the sample rate is not between 8 and 192 kHz.</exception>
    public SoundConverter(int sampleRate, int channels, int outputRate, int outputChannels)
    {
        if (sampleRate is < MinRate or > MaxRate)
        {
            throw SkapiException.InvalidParameter(
                $"The sound has {sampleRate} Hz, but sound of {MinRate} to {MaxRate} Hz can be encoded.");
        }

        (_channels, _outputChannels) = (channels, outputChannels);
        _mixed = new short[BlockSamples * outputChannels];
        _resampled = new short[(((BlockSamples * outputRate) / sampleRate) + 16) * outputChannels];
        if (sampleRate != outputRate)
            _resampler = ResamplerFactory.CreateResampler(outputChannels, sampleRate, outputRate, Quality);
    }

    /// <summary>Converts a stretch of sound.</summary>
    /// <param name="samples">The sound, interleaved.</param>
    /// <param name="deliver">Receives the result, in parts.</param>
    public void Convert(ReadOnlySpan<short> samples, Action<ReadOnlySpan<short>> deliver)
    {
        if (_resampler is null && _channels == _outputChannels)
        {
            deliver(samples);
            return;
        }

        while (samples.Length >= _channels)
        {
            var count = Math.Min(samples.Length / _channels, BlockSamples);
            Resample(Mix(samples[..(count * _channels)]), deliver);
            samples = samples[(count * _channels)..];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => (_resampler as IDisposable)?.Dispose();

    private Span<short> Mix(ReadOnlySpan<short> samples)
    {
        var mixed = _mixed.AsSpan(0, samples.Length / _channels * _outputChannels);
        if (_channels == _outputChannels)
        {
            samples.CopyTo(mixed);
            return mixed;
        }

        for (var i = 0; i < mixed.Length; i++)
            mixed[i] = (short)((samples[2 * i] + samples[(2 * i) + 1]) / 2);

        return mixed;
    }

    private void Resample(Span<short> samples, Action<ReadOnlySpan<short>> deliver)
    {
        if (_resampler is null)
        {
            deliver(samples);
            return;
        }

        while (!samples.IsEmpty)
        {
            var (read, written) = (samples.Length / _outputChannels, _resampled.Length / _outputChannels);
            _resampler.ProcessInterleaved(samples, ref read, _resampled, ref written);
            if (read == 0 && written == 0)
                throw new InvalidOperationException("The resampler makes no progress.");

            deliver(_resampled.AsSpan(0, written * _outputChannels));
            samples = samples[(read * _outputChannels)..];
        }
    }
}
