using System.Globalization;
using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Media;
using Skapi.Rtc.GStreamer.Media.Receiving;
using Skapi.Rtc.GStreamer.Media.Sending;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.GStreamer.Runtime;
using Skapi.Rtc.GStreamer.Sdp;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>The tracks of one peer: what this side sends, and what the other does.</summary>
internal sealed class PeerMedia(PeerPipeline native, IElementRegistry registry, TimeProvider time, Action<string, Exception> failed) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly string _streamId = Guid.NewGuid().ToString();
    private readonly List<LocalTrack> _localTracks = [];
    private readonly List<GObjectHandle> _receiveOnly = [];
    private readonly HashSet<string> _toReceive = [];
    private readonly HashSet<string> _receiving = [];
    private readonly HashSet<string> _muted = [];
    private readonly Dictionary<string, RemoteTrack> _remoteTracks = new(StringComparer.Ordinal);
    private readonly RecordingSet _recordings = new(registry, time, failed);
    private readonly ArrivalCount _arrivals = new();
    private bool _runs;

    /// <summary>How many packets of the other side's media have arrived.</summary>
    public long Received => _arrivals.Value;

    /// <summary>The transceivers that this side knows of.</summary>
    public IEnumerable<GObjectHandle> Transceivers
    {
        get
        {
            lock (_lock)
                return [.. _localTracks.Select(track => track.Transceiver).OfType<GObjectHandle>(), .. _receiveOnly];
        }
    }

    /// <summary>Whether something is to be sent or received that has no place in a description yet.</summary>
    public bool HasUnattached
    {
        get
        {
            lock (_lock)
                return _localTracks.Any(track => track.Transceiver is null) || MissingKinds().Any();
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
            _localTracks.AddRange(tracks);
            foreach (var track in tracks)
                track.SetMuted(_muted.Contains(track.Kind.Value));
            if (media.ReceiveAudio)
                _toReceive.Add(MediaKind.Audio.Value);
            if (media.ReceiveVideo)
                _toReceive.Add(MediaKind.Video.Value);
        }
    }

    /// <summary>Gives everything that has none a place in the next offer.</summary>
    public void AttachForOffer()
    {
        lock (_lock)
        {
            foreach (var track in _localTracks.Where(track => track.Transceiver is null))
                track.Attach(native.Pipeline, native.WebRtcBin, track.Codec.PayloadType);
            foreach (var kind in MissingKinds().ToArray())
            {
                AddReceiver(RtpCodec.All.Where(codec => codec.Kind.Value == kind && CanReceive(codec)).Select(codec => codec.RtpCaps(codec.PayloadType)));
                _receiving.Add(kind);
            }
        }
    }

    /// <summary>
    /// Gives the sections of an offer that are new what this side has for them: a track, or a receiver. webrtcbin pairs them by their
    /// formats and in this order.
    /// </summary>
    public void AttachForAnswer(SdpDocument offer, DescriptionTranslator descriptions)
    {
        lock (_lock)
        {
            foreach (var section in offer.Sections.Where(section => section.IsRtp && !section.IsRejected && !descriptions.Knows(section.Mid!)))
            {
                var track = _localTracks.Find(track => track.Transceiver is null && track.Kind.Value == section.Media && PayloadTypes(section, track.Codec).Any());
                if (track is not null)
                {
                    track.Attach(native.Pipeline, native.WebRtcBin, PayloadTypes(section, track.Codec).First());
                    continue;
                }

                var formats = RtpCodec.All.Where(CanReceive)
                    .SelectMany(codec => PayloadTypes(section, codec).Select(type => codec.RtpCaps(type)))
                    .ToArray();
                if (formats.Length == 0)
                {
                    descriptions.Reject(section.Mid!);
                    continue;
                }

                AddReceiver(formats);
                _receiving.Add(section.Media);
            }
        }
    }

    /// <summary>
    /// The tracks that a description of the other side begins to send. They are known before webrtcbin applies it, since their media may
    /// come at once.
    /// </summary>
    public IReadOnlyList<RemoteTrack> Expect(SdpDocument description)
    {
        var added = new List<RemoteTrack>();
        lock (_lock)
        {
            foreach (var section in description.Sections.Where(section => section.IsRtp && !section.IsRejected && section.Direction.HasFlag(SdpDirection.Send)))
            {
                if (_remoteTracks.ContainsKey(section.Mid!))
                    continue;

                var (id, streams) = MediaStreamId.Of(section);
                var kind = section.Media == "audio" ? MediaKind.Audio : MediaKind.Video;
                var track = new RemoteTrack(
                    kind,
                    id,
                    streams,
                    registry,
                    exception => failed($"A frame handler of the other side's {kind.Value}", exception),
                    exception => failed($"The {kind.Value} of the other side", exception));
                _remoteTracks.Add(section.Mid!, track);
                added.Add(track);
            }
        }

        return added;
    }

    /// <summary>Undoes <see cref="Expect"/>, where the description was refused.</summary>
    public void Forget(IReadOnlyList<RemoteTrack> tracks)
    {
        lock (_lock)
        {
            foreach (var mid in _remoteTracks.Where(pair => tracks.Contains(pair.Value)).Select(pair => pair.Key).ToArray())
                _remoteTracks.Remove(mid);
        }
    }

    /// <summary>Offer and answer stand: what the other side does not want is not sent, and what has a place runs.</summary>
    public void OnStable(SdpDocument remote)
    {
        lock (_lock)
        {
            for (var i = 0; i < remote.Sections.Count; i++)
                _localTracks.Find(track => track.IsAt(i))?.SetWanted(remote.Sections[i].Direction);
            if (_runs)
                StartTracks();
        }
    }

    /// <summary>The media of a section begins to come.</summary>
    public void OnMedia(nint pad, string? mid)
    {
        _arrivals.Watch(pad);
        RemoteTrack? track;
        lock (_lock)
            track = mid is null ? null : _remoteTracks.GetValueOrDefault(mid);

        if (track is not null)
            track.Attach(native.Pipeline, pad);
        else
            Discard(pad);
    }

    /// <summary>The connection stands: what has a place begins to run, now and later.</summary>
    public void Start()
    {
        lock (_lock)
        {
            _runs = true;
            StartTracks();
        }
    }

    /// <summary>Sends silence or black, or the sources again.</summary>
    public void SetMuted(MediaKind kind, bool muted)
    {
        lock (_lock)
        {
            _ = muted ? _muted.Add(kind.Value) : _muted.Remove(kind.Value);
            foreach (var track in _localTracks.Where(track => track.Kind == kind))
                track.SetMuted(muted);
        }
    }

    /// <summary>Records what has come so far.</summary>
    public Recording Record(string path)
    {
        lock (_lock)
        {
            var taps = _remoteTracks.Values.Select(track => track.Tap).OfType<TrackTap>().ToArray();
            return _recordings.Start(native.Pipeline, path, taps);
        }
    }

    /// <summary>Ends the recordings while the pipeline still runs. Nothing is built in it any more.</summary>
    public ValueTask CloseAsync()
    {
        lock (_lock)
        {
            foreach (var track in _remoteTracks.Values)
                track.Close();
        }

        // A track that is closed has nothing to record, so no recording begins any more.
        return _recordings.EndAsync();
    }

    /// <summary>Frees the tracks. The pipeline has stopped.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _localTracks.ForEach(track => track.Dispose());
            _receiveOnly.ForEach(transceiver => transceiver.Dispose());
        }
    }

    private static IEnumerable<int> PayloadTypes(SdpSection section, RtpCodec codec)
    {
        // RFC 6184, section 8.1: where nothing else is said, H.264 comes in packetization mode 0, which webrtcbin would not pair with ours.
        return section.PayloadTypesOf(codec.EncodingName).Where(type => codec.Codec != MediaCodec.H264 ||
            section.Attributes("fmtp").Any(line =>
                line.StartsWith(type.ToString(CultureInfo.InvariantCulture) + " ", StringComparison.Ordinal) && line.Contains("packetization-mode=1", StringComparison.Ordinal)));
    }

    private void StartTracks()
    {
        _localTracks.ForEach(track => track.Start());
        GstElement.UpdateLatency(native.Pipeline);
    }

    private bool CanReceive(RtpCodec codec) => registry.Has(codec.Depayloader) && registry.Has(codec.Decoder);

    private LocalTrack Create(MediaKind kind, (LocalSource Source, RtpCodec Codec) media) =>
        LocalTrack.Create(kind, media.Codec, media.Source, _streamId, registry);

    // A kind that is sent can be received by the same section.
    private IEnumerable<string> MissingKinds() =>
        _toReceive.Where(kind => !_receiving.Contains(kind) && !_localTracks.Any(track => track.Kind.Value == kind));

    private void AddReceiver(IEnumerable<string> formats)
    {
        var caps = GstCaps.FromString(string.Join(';', formats));
        try
        {
            var transceiver = Signals.EmitForObject(
                native.WebRtcBin,
                "add-transceiver",
                GstWebRtc.GetTransceiverType(),
                GValue.OfEnum(GstWebRtc.GetDirectionType(), (int)GstDirection.ReceiveOnly),
                GValue.OfBoxed(GstCaps.GetGType(), caps));
            _receiveOnly.Add(transceiver ?? throw Errors.TransportFailed("webrtcbin takes no more media."));
        }
        finally
        {
            GstCaps.Unref(caps);
        }
    }

    // A pad that leads nowhere would stop the whole transport.
    private void Discard(nint pad)
    {
        var sink = GstElement.Add(native.Pipeline, "fakesink");
        GObject.Set(sink, "async", false);
        GObject.Set(sink, "sync", false);
        GstElement.Join(sink);
        var entry = GstElement.GetStaticPad(sink, "sink");
        GstPad.Link(pad, entry);
        GObject.Unref(entry);
    }
}
