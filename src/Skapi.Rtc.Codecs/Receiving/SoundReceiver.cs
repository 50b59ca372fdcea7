using Skapi.Rtc.Codecs.Coding;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Codecs.Receiving;

/// <summary>
/// Decodes the packets of a track, in order and without gaps. Sans-IO: time is an argument. Not safe for concurrent use. What arrives may
/// be anything: a packet that cannot be decoded is replaced like a lost one.
/// </summary>
/// <param name="statistics">The counters.</param>
/// <param name="failed">Receives the exception of each packet that cannot be decoded.</param>
internal sealed class SoundReceiver(SoundStatistics statistics, Action<MediaCodec, Exception> failed)
{
    // Far beyond what RTP time stamps can reach; times that are added do not overflow.
    private static readonly TimeSpan MaxTimestamp = TimeSpan.FromDays(2_000_000);

    private readonly SoundDecoder?[] _decoders = new SoundDecoder?[SoundFormat.Codecs.Count];
    private readonly short[] _samples = new short[SoundFormat.MaxPacketSamples];
    private readonly short[] _second = new short[SoundFormat.MaxPacketSamples];
    private readonly JitterBuffer _buffer = new();
    private SoundDecoder? _decoder;
    private TimeSpan? _beganAt;
    private long _late;

    /// <summary>When <see cref="TryPlay"/> has something to do, or null until a packet arrives.</summary>
    public TimeSpan? NextStep => _buffer.NextStep;

    /// <summary>Adds a packet.</summary>
    /// <param name="packet">The packet, whose bytes are copied.</param>
    /// <param name="now">The current time.</param>
    public void Add(EncodedFrame packet, TimeSpan now)
    {
        if (packet.Timestamp > MaxTimestamp || packet.Timestamp < -MaxTimestamp || DecoderOf(packet.Codec) is not { } decoder)
        {
            statistics.Dropped++;
            return;
        }

        var duration = decoder.DurationOf(packet.Data);
        if (duration <= TimeSpan.Zero)
        {
            statistics.Dropped++;
            return;
        }

        if (decoder != _decoder)
        {
            // What waits has the other codec. The other side changes the codec seldom.
            _decoder = decoder;
            _decoder.Reset();
            _buffer.Clear();
        }

        _buffer.Add(packet.Data, packet.Timestamp, duration, now);
        CountLate();
    }

    /// <summary>Forgets the packets that wait, because nothing is played for a while. The time of the sound goes on.</summary>
    public void Pause()
    {
        _buffer.Clear();
        _decoder?.Reset();
    }

    /// <summary>Gets the sound that is due.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="sound">The sound. It is valid until the next call of this method.</param>
    /// <returns>False if nothing is due yet, or nothing arrives.</returns>
    public bool TryPlay(TimeSpan now, out AudioFrame sound)
    {
        sound = default;
        if (_decoder is null)
            return false;

        var isDue = _buffer.TryTake(now, out var step);
        CountLate();
        if (!isDue)
            return false;

        var count = Play(_decoder, step);
        _beganAt ??= step.Time;
        sound = new AudioFrame(
            _decoder.SampleRate, _decoder.Channels, _samples.AsSpan(0, count * _decoder.Channels), step.Time - _beganAt.Value);
        return true;
    }

    private int Play(SoundDecoder decoder, PlayoutStep step)
    {
        switch (step.Kind)
        {
            case PlayoutKind.Decode:
                return Decode(decoder, step, step.Packet, _samples);
            case PlayoutKind.Merge:
                var first = Decode(decoder, step, step.Packet, _samples);
                var channels = decoder.Channels;
                var second = Decode(decoder, step, step.Second, _second);
                return decoder.Channels == channels ? Blend(Math.Min(first, second), channels) : TakeSecond(second, decoder.Channels);
            case PlayoutKind.Recover:
                statistics.Recovered++;
                return Recover(decoder, step);
            default:
                statistics.Concealed += step.Duration;
                return Conceal(decoder, step.Duration, _samples);
        }
    }

    private int Decode(SoundDecoder decoder, PlayoutStep step, ReadOnlySpan<byte> packet, Span<short> samples)
    {
        try
        {
            var count = decoder.Decode(packet, samples);
            statistics.Decoded++;
            return count;
        }
        catch (Exception error)
        {
            // The decoder is code of another project, and the packet is the other side's: anything may be thrown.
            OnFailed(decoder, error);
            return Conceal(decoder, step.Duration, samples);
        }
    }

    private int Recover(SoundDecoder decoder, PlayoutStep step)
    {
        try
        {
            return decoder.Recover(step.Packet, step.Duration, _samples);
        }
        catch (Exception error)
        {
            OnFailed(decoder, error);
            return Conceal(decoder, step.Duration, _samples);
        }
    }

    private int Conceal(SoundDecoder decoder, TimeSpan duration, Span<short> samples)
    {
        try
        {
            return decoder.Conceal(duration, samples);
        }
        catch (Exception error)
        {
            OnFailed(decoder, error);
            var count = (int)(duration.Ticks * decoder.SampleRate / TimeSpan.TicksPerSecond);
            samples[..(count * decoder.Channels)].Clear();
            return count;
        }
    }

    // The buffer also drops packets when it plays.
    private void CountLate()
    {
        statistics.Late += _buffer.Late - _late;
        _late = _buffer.Late;
    }

    // What threw may have left anything in the decoder.
    private void OnFailed(SoundDecoder decoder, Exception error)
    {
        decoder.Reset();
        statistics.Failed++;
        failed(decoder.Codec, error);
    }

    private int Blend(int count, int channels)
    {
        for (var i = 0; i < count * channels; i++)
        {
            var weight = i / channels;
            _samples[i] = (short)(((_samples[i] * (count - weight)) + (_second[i] * weight)) / count);
        }

        return count;
    }

    private int TakeSecond(int count, int channels)
    {
        _second.AsSpan(0, count * channels).CopyTo(_samples);
        return count;
    }

    private SoundDecoder? DecoderOf(MediaCodec codec)
    {
        for (var i = 0; i < _decoders.Length; i++)
        {
            if (SoundFormat.Codecs[i] == codec)
                return _decoders[i] ??= SoundDecoder.Create(codec);
        }

        return null;
    }
}
