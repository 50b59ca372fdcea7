using SIPSorcery.Net;
using Skapi.Protocol;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.SipSorcery.Tracks;

/// <summary>What this side sends and is ready to receive, at most one track of a kind. It outlives the stack's peer connection.</summary>
internal sealed class LocalMedia(TimeProvider time) : IDisposable
{
    private readonly Dictionary<MediaKind, ILocalSource> _sources = [];
    private readonly Dictionary<MediaKind, RtpSender> _senders = new()
    {
        [MediaKind.Audio] = new RtpSender(MediaKind.Audio),
        [MediaKind.Video] = new RtpSender(MediaKind.Video),
    };

    private readonly HashSet<MediaKind> _received = [];

    /// <summary>Takes in what the app asks for, all of it or nothing.</summary>
    /// <exception cref="SkapiException"><c>DEVICE_NOT_FOUND</c>, <c>NOT_SUPPORTED</c> or <c>INVALID_PARAMETER</c>.</exception>
    public void Add(MediaOptions media)
    {
        var audio = SourceOf(media.Audio);
        var video = SourceOf(media.Video);
        CheckFree(MediaKind.Audio, audio);
        CheckFree(MediaKind.Video, video);
        Take(MediaKind.Audio, audio, media.ReceiveAudio);
        Take(MediaKind.Video, video, media.ReceiveVideo);
    }

    /// <summary>The local track of a kind, for a new peer connection; null where nothing is sent or received.</summary>
    public MediaStreamTrack? TrackOf(MediaKind kind)
    {
        if (_sources.TryGetValue(kind, out var source))
            return StackCodecs.TrackOf(kind, source.Codecs, sends: true);

        return _received.Contains(kind) ? ReceiverOf(kind) : null;
    }

    /// <summary>A track that only receives.</summary>
    public static MediaStreamTrack ReceiverOf(MediaKind kind) =>
        StackCodecs.TrackOf(kind, kind == MediaKind.Audio ? StackCodecs.Audio : StackCodecs.Video, sends: false);

    public void SetMuted(MediaKind kind, bool muted) => _senders[kind].IsMuted = muted;

    /// <summary>Sends over this connection from now on.</summary>
    public void Use(RTCPeerConnection connection)
    {
        foreach (var sender in _senders.Values)
            sender.Use(connection);
    }

    public void Dispose()
    {
        foreach (var source in _sources.Values)
            source.Dispose();
    }

    private void CheckFree(MediaKind kind, ILocalSource? source)
    {
        if (source is not null && _sources.ContainsKey(kind))
            throw SkapiException.NotSupported($"The peer sends {kind} already, and SIPSorcery's transport sends one track of a kind.");
    }

    private void Take(MediaKind kind, ILocalSource? source, bool receive)
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
        AudioSource.Raw raw => new RawSoundSource(raw.Feed),
        AudioSource.Encoded encoded => EncodedOf(encoded.Feed, MediaKind.Audio),
        AudioSource.Device => throw Errors.NoDevice("microphone"),
        _ => throw SkapiException.NotSupported("SIPSorcery reads no media files. Push frames (AudioSource.Raw, AudioSource.Encoded), or use the GStreamer transport."),
    };

    private static EncodedSource? SourceOf(VideoSource? source) => source switch
    {
        null => null,
        VideoSource.Encoded encoded => EncodedOf(encoded.Feed, MediaKind.Video),
        VideoSource.Device => throw Errors.NoDevice("camera"),
        _ => throw SkapiException.NotSupported("SIPSorcery encodes no pictures. Push encoded frames (VideoSource.Encoded), or use the GStreamer transport."),
    };

    private static EncodedSource EncodedOf(EncodedFeed feed, MediaKind kind) => StackCodecs.KindOf(feed.Codec) == kind
        ? new EncodedSource(feed)
        : throw SkapiException.InvalidParameter($"The feed is encoded as {feed.Codec}, which is no {kind}.");
}
