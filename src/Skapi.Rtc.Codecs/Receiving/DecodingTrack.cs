using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.Codecs.Coding;
using Skapi.Rtc.Codecs.Diagnostics;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Codecs.Receiving;

/// <summary>A track of sound that is decoded while a handler wants raw frames. Thread-safe.</summary>
internal sealed class DecodingTrack : IRemoteTrack, IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(SoundFormat.FrameMilliseconds);

    private readonly Lock _lock = new();
    private readonly IRemoteTrack _inner;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly FrameHandlers<AudioFrame> _handlers;
    private SoundReceiver? _receiver;
    private IDisposable? _subscription;
    private ITimer? _timer;
    private bool _isTicking;
    private bool _hasFailed;
    private bool _isDisposed;
    private int _isPlaying;

    /// <summary>Wraps a track.</summary>
    public DecodingTrack(IRemoteTrack inner, TimeProvider time, ILogger logger)
    {
        (_inner, _time, _logger) = (inner, time, logger);
        _handlers = new FrameHandlers<AudioFrame>(error => CodecLog.HandlerFailed(_logger, error));
    }

    /// <inheritdoc/>
    public string Id => _inner.Id;

    /// <inheritdoc/>
    public MediaKind Kind => _inner.Kind;

    /// <inheritdoc/>
    public IReadOnlyList<string> StreamIds => _inner.StreamIds;

    /// <summary>What happened to the packets.</summary>
    public SoundStatistics Statistics { get; } = new();

    /// <inheritdoc/>
    public IDisposable OnVideoFrame(Action<VideoFrame> handler) => _inner.OnVideoFrame(handler);

    /// <inheritdoc/>
    public IDisposable OnAudioFrame(Action<AudioFrame> handler)
    {
        var registration = _handlers.Add(handler);
        try
        {
            Resume();
            return registration;
        }
        catch
        {
            registration.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IDisposable OnEncodedFrame(Action<EncodedFrame> handler) => _inner.OnEncodedFrame(handler);

    /// <inheritdoc/>
    public void RequestKeyFrame() => _inner.RequestKeyFrame();

    /// <summary>Ends the decoding. When the task has completed, no handler is called again.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;

            _isDisposed = true;
        }

        _subscription?.Dispose();
        if (_timer is not null)
            await _timer.DisposeAsync().ConfigureAwait(false);

        CodecLog.SoundEnded(
            _logger, Statistics.Decoded, Statistics.Recovered, Statistics.Late, Statistics.Failed, Statistics.Concealed);
    }

    private TimeSpan Now => _time.GetElapsedTime(0);

    private void Resume()
    {
        lock (_lock)
        {
            if (_isDisposed || _subscription is not null)
                return;

            _receiver ??= new SoundReceiver(Statistics, OnFailed);
            _timer ??= _time.CreateTimer(
                static track => ((DecodingTrack)track!).Play(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _subscription = _inner.OnEncodedFrame(OnPacket);
        }
    }

    private void OnPacket(EncodedFrame packet)
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;

            _receiver!.Add(packet, Now);
            if (_isTicking || _receiver.NextStep is null)
                return;

            _isTicking = true;
            _timer!.Change(Period, Period);
        }
    }

    // A handler that takes long must not be called again meanwhile: its frame is still in use.
    private void Play()
    {
        if (Interlocked.Exchange(ref _isPlaying, 1) != 0)
            return;

        try
        {
            while (TryPlay(out var sound))
                _handlers.Invoke(sound);

            Rest();
        }
        catch (Exception error)
        {
            // An exception on the thread of a timer ends the process.
            if (!_hasFailed)
                CodecLog.PlayoutFailed(_logger, error);

            _hasFailed = true;
        }
        finally
        {
            Volatile.Write(ref _isPlaying, 0);
        }
    }

    private bool TryPlay(out AudioFrame sound)
    {
        lock (_lock)
        {
            sound = default;
            return !_isDisposed && _receiver!.TryPlay(Now, out sound);
        }
    }

    // Without a handler nothing is decoded, and without packets the timer stops. A handler is added before it looks whether the track runs,
    // so it is not missed.
    private void Rest()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;

            if (!_handlers.Any)
            {
                _subscription?.Dispose();
                _subscription = null;
                _receiver!.Pause();
            }

            if (_receiver!.NextStep is not null)
                return;

            _isTicking = false;
            _timer!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnFailed(MediaCodec codec, Exception error)
    {
        if (Statistics.Failed == 1)
            CodecLog.DecodingFailed(_logger, error, codec.ToString());
    }
}
