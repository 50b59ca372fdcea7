using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Installation;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Codecs;

/// <summary>What one peer encodes and decodes. Safe to use from any thread.</summary>
internal sealed class CodecMedia(IElementRegistry registry, TimeProvider time, RtcCapabilities transport, ILogger logger) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<EncodingSender> _senders = [];
    private readonly List<DecodingTrack> _tracks = [];
    private readonly HashSet<MediaKind> _muted = [];
    private bool _isRunning;

    /// <summary>Opens the sources of what an app adds. It may block, for a device.</summary>
    public List<EncodingSender> Open(MediaOptions media)
    {
        var senders = new List<EncodingSender>();
        try
        {
            if (MediaInput.Of(media.Audio) is { } audio)
                senders.Add(new EncodingSender(MediaKind.Audio, audio, registry, time, logger));
            if (MediaInput.Of(media.Video) is { } video)
                senders.Add(new EncodingSender(MediaKind.Video, video, registry, time, logger));
            return senders;
        }
        catch
        {
            senders.ForEach(sender => sender.Dispose());
            throw;
        }
    }

    /// <summary>Adds senders that the transport has accepted.</summary>
    public void Add(IReadOnlyList<EncodingSender> senders)
    {
        lock (_lock)
        {
            foreach (var sender in senders)
            {
                _senders.Add(sender);
                sender.SetMuted(_muted.Contains(sender.Kind));
                if (_isRunning)
                    sender.Start();
            }
        }
    }

    /// <summary>Replaces what the first sender of a kind sends, as a transport does.</summary>
    public void Replace(MediaKind kind, MediaInput? input)
    {
        EncodingSender? sender;
        lock (_lock)
            sender = _senders.Find(known => known.Kind == kind);

        if (sender is null)
        {
            throw SkapiException.InvalidRequest(
                $"This side has not added {kind.Value}, so there is nothing to replace. Call AddMediaAsync first.");
        }

        sender.Replace(input);
    }

    /// <summary>Handles the connection: the sources run from now on.</summary>
    public void Start()
    {
        lock (_lock)
        {
            _isRunning = true;
            _senders.ForEach(sender => sender.Start());
        }
    }

    /// <summary>Sends silence or black instead of the sources, or the sources again.</summary>
    public void SetMuted(MediaKind kind, bool muted)
    {
        lock (_lock)
        {
            _ = muted ? _muted.Add(kind) : _muted.Remove(kind);
            foreach (var sender in _senders.Where(sender => sender.Kind == kind))
                sender.SetMuted(muted);
        }
    }

    /// <summary>Wraps a track of the other side.</summary>
    public IRemoteTrack Decode(IRemoteTrack track)
    {
        var decoding = new DecodingTrack(track, registry, transport.HasFlag(RtcCapabilities.KeyFrameRequests), logger);
        lock (_lock)
            _tracks.Add(decoding);
        return decoding;
    }

    /// <summary>Ends everything. It waits for media threads, so it must not run on one of them.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _senders.ForEach(sender => sender.Dispose());
            _tracks.ForEach(track => track.Dispose());
        }
    }
}
