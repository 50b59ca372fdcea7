using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.Codecs.Receiving;
using Skapi.Rtc.Codecs.Sending;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Codecs.Peers;

/// <summary>What one peer encodes and decodes. Safe to use from any thread.</summary>
internal sealed class CodecMedia(TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<SoundSender> _senders = [];

    // A call may add tracks again and again. A track that nobody uses any more may go; one with a timer that runs does not.
    private readonly List<WeakReference<DecodingTrack>> _tracks = [];
    private bool _isMuted;
    private bool _isRunning;
    private bool _isDisposed;

    /// <summary>Creates the sender of what an app adds, or null if it is not raw sound.</summary>
    public SoundSender? Open(AudioSource? source, MediaCodec codec) =>
        SoundSender.SourceOf(source, time) is { } opened ? new SoundSender(opened, codec, logger) : null;

    /// <summary>Adds a sender that the transport has accepted.</summary>
    public void Add(SoundSender sender)
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                sender.Dispose();
                return;
            }

            _senders.Add(sender);
            sender.SetMuted(_isMuted);
            if (_isRunning)
                sender.Start();
        }
    }

    /// <summary>Ends a sender, because the transport sends something else instead.</summary>
    public void Remove(SoundSender sender)
    {
        lock (_lock)
        {
            _senders.Remove(sender);
            sender.Dispose();
        }
    }

    /// <summary>The peers are connected: the sources run from now on.</summary>
    public void Start()
    {
        lock (_lock)
        {
            _isRunning = true;
            _senders.ForEach(static sender => sender.Start());
        }
    }

    /// <summary>Sends silence instead of the sources, or the sources again.</summary>
    public void SetMuted(bool muted)
    {
        lock (_lock)
        {
            _isMuted = muted;
            _senders.ForEach(sender => sender.SetMuted(muted));
        }
    }

    /// <summary>Wraps a track of the other side if it is sound.</summary>
    public IRemoteTrack Decode(IRemoteTrack track)
    {
        if (track.Kind != MediaKind.Audio)
            return track;

        var decoding = new DecodingTrack(track, time, logger);
        lock (_lock)
        {
            _tracks.RemoveAll(static known => !known.TryGetTarget(out _));
            _tracks.Add(new WeakReference<DecodingTrack>(decoding));
        }

        return decoding;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        List<WeakReference<DecodingTrack>> tracks;
        lock (_lock)
        {
            _isDisposed = true;
            _senders.ForEach(static sender => sender.Dispose());
            _senders.Clear();
            tracks = [.. _tracks];
        }

        foreach (var known in tracks)
        {
            if (known.TryGetTarget(out var track))
                await track.DisposeAsync().ConfigureAwait(false);
        }
    }
}
