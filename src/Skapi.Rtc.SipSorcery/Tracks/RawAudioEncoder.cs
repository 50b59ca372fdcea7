using SIPSorcery.Media;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.SipSorcery.Tracks;

/// <summary>Encodes raw audio with the negotiated codec, 20 ms at a time.</summary>
internal sealed class RawAudioEncoder(RtpSender sender) : IDisposable
{
    private const int BlocksPerSecond = 50;

    private readonly AudioEncoder _encoder = new(includeLinearFormats: false, includeOpus: true);
    private readonly Lock _gate = new();
    private readonly List<short> _waiting = [];
    private bool _isDisposed;
    private long _blocks;

    /// <summary>Adds mono samples.</summary>
    public void Encode(ReadOnlySpan<short> samples, int sampleRate)
    {
        lock (_gate)
        {
            if (_isDisposed || sender.Negotiated is not { } codec)
                _waiting.Clear();
            else
                Encode(samples, sampleRate, codec);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;

            _isDisposed = true;
            _encoder.Dispose();
        }
    }

    private void Encode(ReadOnlySpan<short> samples, int sampleRate, MediaCodec codec)
    {
        var rate = StackCodecs.ClockRateOf(codec);
        _waiting.AddRange(PcmResampler.Resample(sender.IsMuted ? new short[samples.Length] : samples.ToArray(), sampleRate, rate));
        var blockLength = rate / BlocksPerSecond;
        while (_waiting.Count >= blockLength)
        {
            var block = _waiting.GetRange(0, blockLength).ToArray();
            _waiting.RemoveRange(0, blockLength);
            var time = TimeSpan.FromSeconds((double)_blocks++ / BlocksPerSecond);
            sender.Send(codec, _encoder.EncodeAudio(block, StackCodecs.AudioFormatOf(codec)), time);
        }
    }
}
