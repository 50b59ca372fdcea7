using Microsoft.Extensions.Logging;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Codecs.Sending;

/// <summary>Raw sound that this side sends: a source and its encoder. Safe to use from any thread.</summary>
internal sealed class SoundSender : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ISoundSource _source;
    private readonly ILogger _logger;
    private SoundPipe _pipe;
    private bool _isMuted;
    private bool _isRunning;
    private bool _isDisposed;

    /// <summary>Creates a sender.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the sample rate of the source is too low or too high.</exception>
    public SoundSender(ISoundSource source, MediaCodec codec, ILogger logger)
    {
        (_source, _logger) = (source, logger);
        _pipe = CreatePipe(codec);
    }

    /// <summary>The encoded sound.</summary>
    public EncodedFeed Feed
    {
        get
        {
            lock (_lock)
                return _pipe.Feed;
        }
    }

    /// <summary>Creates the source of what an app sends, or null if it is not raw sound.</summary>
    public static ISoundSource? SourceOf(AudioSource? source, TimeProvider time) => source switch
    {
        AudioSource.Tone tone => new ToneSource(tone.Frequency, time),
        AudioSource.Raw raw => new FeedSource(raw.Feed),
        _ => null,
    };

    /// <summary>Begins to send; beginning again does nothing.</summary>
    public void Start()
    {
        lock (_lock)
        {
            if (_isRunning || _isDisposed)
                return;

            _isRunning = true;
            _source.Start(Push);
        }
    }

    /// <summary>Sends silence, or the source again.</summary>
    public void SetMuted(bool muted)
    {
        lock (_lock)
        {
            _isMuted = muted;
            _pipe.SetMuted(muted);
        }
    }

    /// <summary>Creates an encoder of another codec for the source, with a feed of its own. <see cref="Use"/> begins to use it.</summary>
    public SoundPipe CreatePipe(MediaCodec codec) => new(codec, _source.SampleRate, _source.Channels, _logger);

    /// <summary>Encodes with another encoder from now on.</summary>
    public void Use(SoundPipe pipe)
    {
        lock (_lock)
        {
            pipe.SetMuted(_isMuted);
            _pipe.Dispose();
            _pipe = pipe;
            if (_isDisposed)
                pipe.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _source.Dispose();
            _pipe.Dispose();
        }
    }

    private void Push(AudioFrame sound)
    {
        SoundPipe pipe;
        lock (_lock)
            pipe = _pipe;

        pipe.Push(sound);
    }
}
