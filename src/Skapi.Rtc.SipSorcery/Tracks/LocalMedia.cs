using SIPSorcery.Net;
using Skapi.Protocol;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.SipSorcery.Tracks;

/// <summary>
/// What this side sends and is ready to receive, with at most one track of a kind. It outlives the stack's peer connection.
/// </summary>
internal sealed class LocalMedia(TimeProvider time) : IDisposable
{
    private readonly Dictionary<MediaKind, ILocalSource> _sources = [];
    private readonly Dictionary<MediaKind, RtpSender> _senders = new()
    {
        [MediaKind.Audio] = new RtpSender(MediaKind.Audio),
        [MediaKind.Video] = new RtpSender(MediaKind.Video),
    };

    private readonly HashSet<MediaKind> _received = [];

    /// <summary>Whether nothing is sent or received.</summary>
    public bool IsEmpty => _sources.Count == 0 && _received.Count == 0;

    /// <summary>Adds what the app asks for: all of it, or nothing if an exception is thrown.</summary>
    /// <exception cref="SkapiException"><c>DEVICE_NOT_FOUND</c>, <c>NOT_SUPPORTED</c> or <c>INVALID_PARAMETER</c>.</exception>
    public void Add(MediaOptions media)
    {
        var audio = SourceOf(media.Audio);
        var video = SourceOf(media.Video);
        CheckFree(MediaKind.Audio, audio);
        CheckFree(MediaKind.Video, video);
        Add(MediaKind.Audio, audio, media.ReceiveAudio);
        Add(MediaKind.Video, video, media.ReceiveVideo);
    }

    /// <summary>The local track of a kind, for a new peer connection, or null if nothing is sent or received.</summary>
    public MediaStreamTrack? TrackOf(MediaKind kind)
    {
        if (_sources.TryGetValue(kind, out var source))
            return StackCodecs.TrackOf(kind, source.Codecs, sends: true);

        return _received.Contains(kind) ? ReceiverOf(kind) : null;
    }

    /// <summary>A track that only receives.</summary>
    public static MediaStreamTrack ReceiverOf(MediaKind kind) =>
        StackCodecs.TrackOf(kind, kind == MediaKind.Audio ? StackCodecs.Audio : StackCodecs.Video, sends: false);

    /// <summary>Sends silence or nothing instead of a kind, or the kind again.</summary>
    public void SetMuted(MediaKind kind, bool muted) => _senders[kind].IsMuted = muted;

    /// <summary>Sends over this connection from now on.</summary>
    public void Use(RTCPeerConnection connection)
    {
        foreach (var sender in _senders.Values)
            sender.Use(connection);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var source in _sources.Values)
            source.Dispose();
    }

    private void CheckFree(MediaKind kind, ILocalSource? source)
    {
        if (source is not null && _sources.ContainsKey(kind))
            throw SkapiException.NotSupported($"The SIPSorcery transport sends one track of a kind, and this peer already sends {kind}.");
    }

    private void Add(MediaKind kind, ILocalSource? source, bool receive)
    {
        if (receive)
            _received.Add(kind);

        if (source is null)
            return;

        _sources[kind] = source;
        source.Start(_senders[kind]);
    }

    private ILocalSource? SourceOf(AudioSource? source) => source switch
    {
        null => null,
        AudioSource.Tone tone => new ToneSource(tone.Frequency, time),
        AudioSource.Raw raw => new RawAudioSource(raw.Feed),
        AudioSource.Encoded encoded => EncodedOf(encoded.Feed, MediaKind.Audio),
        AudioSource.Device => throw NoDevice("microphone"),
        _ => throw SkapiException.NotSupported(
            "The SIPSorcery transport cannot read media files. Wrap it in GStreamerCodecs, push frames, or use the GStreamer transport."),
    };

    private static EncodedSource? SourceOf(VideoSource? source) => source switch
    {
        null => null,
        VideoSource.Encoded encoded => EncodedOf(encoded.Feed, MediaKind.Video),
        VideoSource.Device => throw NoDevice("camera"),
        _ => throw SkapiException.NotSupported(
            "The SIPSorcery transport cannot encode video. " +
            "Wrap it in GStreamerCodecs, push encoded frames, or use the GStreamer transport."),
    };

    private static SkapiException NoDevice(string device) => SkapiException.DeviceNotFound(
        $"SIPSorcery has no access to a {device}. Wrap the transport in GStreamerCodecs, push frames, or use the GStreamer transport.");

    private static EncodedSource EncodedOf(EncodedFeed feed, MediaKind kind)
    {
        if (StackCodecs.KindOf(feed.Codec) != kind)
        {
            throw SkapiException.InvalidParameter(
                $"A feed of {feed.Codec} frames has {StackCodecs.KindOf(feed.Codec).Value}, so it cannot be sent as {kind.Value}.");
        }

        return StackCodecs.IsSupported(feed.Codec)
            ? new EncodedSource(feed)
            : throw SkapiException.NotSupported($"The SIPSorcery transport does not carry {feed.Codec}.");
    }
}
