using Microsoft.Extensions.Logging;
using Skapi.Rtc.Codecs.Coding;
using Skapi.Rtc.Codecs.Diagnostics;
using Skapi.Rtc.Media;
using Skapi.Rtc.Rtp;

namespace Skapi.Rtc.Codecs.Sending;

/// <summary>Encodes sound of any block length into a feed of packets, or silence while it is muted. Safe to use from any thread.</summary>
internal sealed class SoundPipe : IDisposable
{
    private static readonly TimeSpan FrameDuration = TimeSpan.FromMilliseconds(SoundFormat.FrameMilliseconds);

    private readonly Lock _lock = new();
    private readonly SoundEncoder _encoder;
    private readonly SoundConverter _converter;
    private readonly ILogger _logger;
    private readonly Action<ReadOnlySpan<short>> _append;
    private readonly byte[] _packet = new byte[RtpPayloads.MaxPayload];
    private readonly short[] _frame;
    private readonly double _ticksPerSample;
    private int _filled;
    private TimeSpan _time;
    private TimeSpan? _expected;
    private long? _target;
    private bool _isMuted;
    private bool _hasFailed;
    private bool _isDisposed;

    /// <summary>Creates a pipe.</summary>
    /// <param name="codec">The codec of the packets.</param>
    /// <param name="sampleRate">The sample rate of the sound.</param>
    /// <param name="channels">The number of channels of the sound.</param>
    /// <param name="logger">The log.</param>
    public SoundPipe(MediaCodec codec, int sampleRate, int channels, ILogger logger)
    {
        _encoder = SoundEncoder.Create(codec, sampleRate, channels);
        _converter = new SoundConverter(sampleRate, channels, _encoder.SampleRate, _encoder.Channels);
        _logger = logger;
        _frame = new short[_encoder.FrameSamples];
        _ticksPerSample = (double)TimeSpan.TicksPerSecond / sampleRate / channels;
        _append = Append;
        Feed = new EncodedFeed(codec);
    }

    /// <summary>The packets.</summary>
    public EncodedFeed Feed { get; }

    /// <summary>Encodes silence instead of the sound, or the sound again.</summary>
    public void SetMuted(bool muted)
    {
        lock (_lock)
            _isMuted = muted;
    }

    /// <summary>Encodes a stretch of sound. A rest that does not fill a frame waits for the next stretch.</summary>
    public void Push(AudioFrame sound)
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;

            FollowTime(sound.Timestamp);
            _expected += TimeSpan.FromTicks((long)(sound.Samples.Length * _ticksPerSample));
            try
            {
                _converter.Convert(sound.Samples, _append);
            }
            catch (Exception error)
            {
                // The converter, the encoder and the transport are code of other projects. Neither the app's push nor a timer should fail
                // with them.
                OnFailed(error);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _converter.Dispose();
            _encoder.Dispose();
        }
    }

    // Sound that the app leaves out is left out in the stream, too. Time that goes back begins a new stretch, which continues the stream.
    private void FollowTime(TimeSpan timestamp)
    {
        if (_expected is not { } expected)
        {
            _time = timestamp;
            _expected = timestamp;
            return;
        }

        var gap = timestamp - expected;
        if (gap.Duration() < FrameDuration)
            return;

        _expected = timestamp;
        if (gap < TimeSpan.Zero)
            return;

        _time += gap;
        _filled = 0;
    }

    private void Append(ReadOnlySpan<short> samples)
    {
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, _frame.Length - _filled);
            samples[..count].CopyTo(_frame.AsSpan(_filled));
            samples = samples[count..];
            _filled += count;
            if (_filled == _frame.Length)
                Encode();
        }
    }

    private void Encode()
    {
        if (_isMuted)
            Array.Clear(_frame);

        var time = _time;
        _time += FrameDuration;
        _filled = 0;
        try
        {
            FollowTarget();
            var length = _encoder.Encode(_frame, _packet);
            Feed.Push(new EncodedFrame(Feed.Codec, _packet.AsSpan(0, length), time, isKeyFrame: true));
        }
        catch (Exception error)
        {
            // What comes after this frame in the same push is still sent.
            OnFailed(error);
        }
    }

    // A path that is thin has no room for the usual rate.
    private void FollowTarget()
    {
        var target = Feed.TargetBitrate;
        if (target == _target)
            return;

        _target = target;
        _encoder.SetTargetBitrate(target);
    }

    private void OnFailed(Exception error)
    {
        _encoder.Reset();
        if (_hasFailed)
            return;

        _hasFailed = true;
        CodecLog.EncodingFailed(_logger, error, Feed.Codec.ToString());
    }
}
