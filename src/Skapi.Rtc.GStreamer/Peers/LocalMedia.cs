using System.Globalization;
using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Descriptions;
using Skapi.Rtc.GStreamer.Media;
using Skapi.Rtc.GStreamer.Media.Sending;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.GStreamer.Installation;
using Skapi.Rtc.Sdp;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>What one peer sends, and the kinds that it is ready to receive.</summary>
internal sealed class LocalMedia(PeerPipeline native, IElementRegistry registry, Action<string, Exception> failed) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly string _streamId = Guid.NewGuid().ToString();
    private readonly List<LocalTrack> _tracks = [];
    private readonly List<GObjectHandle> _receivers = [];
    private readonly HashSet<string> _toReceive = [];
    private readonly HashSet<string> _receiving = [];
    private readonly HashSet<string> _muted = [];
    private bool _isRunning;

    /// <summary>The transceivers of the tracks and of the kinds that are only received.</summary>
    public IEnumerable<GObjectHandle> Transceivers
    {
        get
        {
            lock (_lock)
                return [.. _tracks.Select(track => track.Transceiver).OfType<GObjectHandle>(), .. _receivers];
        }
    }

    /// <summary>Whether something is to be sent or received that has no section in a description yet.</summary>
    public bool HasUnattached
    {
        get
        {
            lock (_lock)
                return _tracks.Any(track => track.Transceiver is null) || MissingKinds().Any();
        }
    }

    /// <summary>Builds the sources. It may block, for a device.</summary>
    public void Add(MediaOptions media)
    {
        var tracks = new List<LocalTrack>();
        try
        {
            if (media.Audio is { } audio)
                tracks.Add(Create(MediaKind.Audio, LocalSources.Open(audio, exception => failed("An audio source", exception))));
            if (media.Video is { } video)
                tracks.Add(Create(MediaKind.Video, LocalSources.Open(video, exception => failed("A video source", exception))));
        }
        catch
        {
            tracks.ForEach(track => track.Dispose());
            throw;
        }

        lock (_lock)
        {
            _tracks.AddRange(tracks);
            foreach (var track in tracks)
                track.SetMuted(_muted.Contains(track.Kind.Value));
            if (media.ReceiveAudio)
                _toReceive.Add(MediaKind.Audio.Value);
            if (media.ReceiveVideo)
                _toReceive.Add(MediaKind.Video.Value);
        }
    }

    /// <summary>Gives everything without a section a place in the next offer.</summary>
    public void AttachForOffer()
    {
        lock (_lock)
        {
            foreach (var track in _tracks.Where(track => track.Transceiver is null))
                track.Attach(native.Pipeline, native.WebRtcBin, track.Codec.PayloadType);
            foreach (var kind in MissingKinds().ToArray())
            {
                var formats = RtpCodec.All.Where(codec => codec.Kind.Value == kind && CanReceive(codec)).Select(
                    codec => codec.RtpCaps(codec.PayloadType));
                AddReceiver(kind, formats);
            }
        }
    }

    /// <summary>
    /// Adds a track or a receiver for each new section of an offer. webrtcbin pairs them by their formats and in this order.
    /// </summary>
    public void AttachForAnswer(DescriptionTranslator descriptions)
    {
        var (offer, map) = (descriptions.Remote!, descriptions.Map);
        lock (_lock)
        {
            for (var i = 0; i < offer.Sections.Count; i++)
            {
                var section = offer.Sections[i];
                if (map.OfWire(i) is not { IsMedia: true, IsRejected: false, OwnDirection: null })
                    continue;

                var track = _tracks.Find(track =>
                    track.Transceiver is null && track.Kind.Value == section.Media && PayloadTypes(section, track.Codec).Any());
                if (track is not null)
                {
                    track.Attach(native.Pipeline, native.WebRtcBin, PayloadTypes(section, track.Codec).First());
                    continue;
                }

                var formats = ReceivableFormats(section).ToArray();
                if (formats.Length > 0)
                    AddReceiver(section.Media, formats);
                else
                    descriptions.Decline(map.Wire[i]);
            }
        }
    }

    /// <summary>Whether this side can receive what a section offers.</summary>
    public bool CanReceive(SdpSection section) => ReceivableFormats(section).Any();

    /// <summary>Handles the end of an exchange: what the other side does not receive is not sent, and tracks with a section run.</summary>
    public void OnStable(DescriptionTranslator descriptions)
    {
        var (remote, map) = (descriptions.Remote!, descriptions.Map);
        var extension = MidExtension.IdIn(remote);
        lock (_lock)
        {
            for (var i = 0; i < remote.Sections.Count; i++)
            {
                var section = map.OfWire(i);
                var track = _tracks.Find(track => track.IsAt(map.Wire[i]));
                track?.SetWanted(!section.IsRejected && remote.Sections[i].Direction.HasFlag(SdpDirection.Receive));
                track?.SetMid(section.WireMid, extension);
            }

            if (_isRunning)
                StartTracks();
        }
    }

    /// <summary>Handles the connection: tracks run as soon as they have a section.</summary>
    public void Start()
    {
        lock (_lock)
        {
            _isRunning = true;
            StartTracks();
        }
    }

    /// <summary>Replaces the source of the track of a kind that was added first. It may block, for a device.</summary>
    /// <param name="kind">Audio or video.</param>
    /// <param name="open">Opens the new source; null removes the source.</param>
    public void Replace(MediaKind kind, Func<(LocalSource Source, RtpCodec Codec)>? open)
    {
        LocalTrack? track;
        lock (_lock)
            track = _tracks.Find(known => known.Kind == kind);

        if (track is null)
        {
            throw SkapiException.InvalidRequest(
                $"This side has not added {kind.Value}, so there is nothing to replace. Call AddMediaAsync first.");
        }

        LocalInput? input = null;
        if (open is not null)
        {
            var (source, codec) = open();
            input = track.Open(source, codec);
        }

        LocalInput? before;
        lock (_lock)
            before = track.Replace(input);
        before?.Dispose();
    }

    /// <summary>The tracks that have a section, for the statistics.</summary>
    public IReadOnlyList<LocalTrack> NegotiatedTracks
    {
        get
        {
            lock (_lock)
                return [.. _tracks.Where(track => track.Mid is not null)];
        }
    }

    /// <summary>Sends silence or black instead of the sources, or the sources again.</summary>
    public void SetMuted(MediaKind kind, bool muted)
    {
        lock (_lock)
        {
            _ = muted ? _muted.Add(kind.Value) : _muted.Remove(kind.Value);
            foreach (var track in _tracks.Where(track => track.Kind == kind))
                track.SetMuted(muted);
        }
    }

    /// <summary>Frees the tracks. The pipeline has stopped.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _tracks.ForEach(track => track.Dispose());
            _receivers.ForEach(transceiver => transceiver.Dispose());
        }
    }

    // RFC 6184, section 8.1: H.264 has packetization mode 0 by default, which webrtcbin does not pair with ours.
    private static IEnumerable<int> PayloadTypes(SdpSection section, RtpCodec codec) =>
        section.PayloadTypesOf(codec.EncodingName).Where(type => codec.Codec != MediaCodec.H264 || section.Attributes("fmtp").Any(line =>
            line.StartsWith(type.ToString(CultureInfo.InvariantCulture) + " ", StringComparison.Ordinal) &&
            line.Contains("packetization-mode=1", StringComparison.Ordinal)));

    private IEnumerable<string> ReceivableFormats(SdpSection section) => RtpCodec.All
        .Where(codec => codec.Kind.Value == section.Media && CanReceive(codec))
        .SelectMany(codec => PayloadTypes(section, codec).Select(codec.RtpCaps));

    private void StartTracks()
    {
        _tracks.ForEach(track => track.Start());
        GstElement.UpdateLatency(native.Pipeline);
    }

    private bool CanReceive(RtpCodec codec) => registry.Has(codec.Depayloader) && registry.Has(codec.Decoder);

    private LocalTrack Create(MediaKind kind, (LocalSource Source, RtpCodec Codec) media) =>
        new(kind, media.Codec, media.Source, _streamId, registry);

    // A kind that is sent can be received by the same section.
    private IEnumerable<string> MissingKinds() =>
        _toReceive.Where(kind => !_receiving.Contains(kind) && !_tracks.Any(track => track.Kind.Value == kind));

    private void AddReceiver(string kind, IEnumerable<string> formats)
    {
        _receivers.Add(native.AddReceiver(string.Join(';', formats)));
        _receiving.Add(kind);
    }
}
