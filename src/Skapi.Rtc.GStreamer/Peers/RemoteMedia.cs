using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Descriptions;
using Skapi.Rtc.GStreamer.Media.Receiving;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.GStreamer.Runtime;
using Skapi.Rtc.GStreamer.Sdp;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>What one peer receives: the tracks of the other side, and their recordings.</summary>
internal sealed class RemoteMedia
{
    private readonly Lock _lock = new();
    private readonly PeerPipeline _native;
    private readonly DescriptionTranslator _descriptions;
    private readonly IElementRegistry _registry;
    private readonly Action<string, Exception> _failed;
    private readonly Dictionary<int, RemoteTrack> _tracks = [];
    private readonly RecordingSet _recordings;
    private readonly ArrivalCount _arrivals = new();
    private readonly StreamRouter _router;
    private bool _isClosed;

    public RemoteMedia(
        PeerPipeline native, DescriptionTranslator descriptions, IElementRegistry registry, TimeProvider time, Action<string, Exception> failed)
    {
        (_native, _descriptions, _registry, _failed) = (native, descriptions, registry, failed);
        _recordings = new RecordingSet(registry, time, failed);
        _router = new StreamRouter(() => MidExtension.IdIn(_descriptions.Remote), TryRoute, OnRoutingFailed);
    }

    /// <summary>How many packets of the other side's media have arrived.</summary>
    public long Received => _arrivals.Value;

    /// <summary>
    /// Creates the tracks that a description of the other side begins to send. They exist before webrtcbin applies it, because their media
    /// may come at once.
    /// </summary>
    /// <param name="plan">The description.</param>
    /// <param name="canReceive">Whether this side can receive a section. It rejects the others, so they have no track.</param>
    public IReadOnlyList<RemoteTrack> Expect(RemotePlan plan, Func<SdpSection, bool> canReceive)
    {
        var added = new List<RemoteTrack>();
        lock (_lock)
        {
            foreach (var (index, section) in plan.MediaSections)
            {
                if (_tracks.ContainsKey(index) || !section.Direction.HasFlag(SdpDirection.Send) || !canReceive(section))
                    continue;

                var track = Create(section);
                _tracks.Add(index, track);
                added.Add(track);
            }
        }

        return added;
    }

    /// <summary>Undoes <see cref="Expect"/> for a description that was refused.</summary>
    public void Forget(IReadOnlyList<RemoteTrack> tracks)
    {
        lock (_lock)
        {
            foreach (var index in _tracks.Where(pair => tracks.Contains(pair.Value)).Select(pair => pair.Key).ToArray())
                _tracks.Remove(index);
        }
    }

    /// <summary>Handles the first packet of a stream, which comes out of a source pad of webrtcbin.</summary>
    public void OnMedia(nint pad)
    {
        _arrivals.Watch(pad);
        _router.Watch(pad);
    }

    /// <summary>Ignores streams that come from now on: the connection is over.</summary>
    public void Discard(nint pad)
    {
        // A pad that leads nowhere would stop the whole transport.
        var sink = GstElement.Add(_native.Pipeline, "fakesink");
        GObject.Set(sink, "async", false);
        GObject.Set(sink, "sync", false);
        GstElement.Join(sink);
        var entry = GstElement.GetStaticPad(sink, "sink");
        GstPad.Link(pad, entry);
        GObject.Unref(entry);
    }

    /// <summary>Records what has come so far.</summary>
    public Recording Record(string path)
    {
        lock (_lock)
        {
            var taps = _tracks.Values.Select(track => track.Tap).OfType<TrackTap>().ToArray();
            return _recordings.Start(_native.Pipeline, path, taps);
        }
    }

    /// <summary>Ends the recordings while the pipeline still runs. Nothing is built in it from now on.</summary>
    public ValueTask CloseAsync()
    {
        lock (_lock)
        {
            _isClosed = true;
            foreach (var track in _tracks.Values)
                track.Close();
        }

        // A closed track has nothing to record, so no recording begins from now on.
        return _recordings.EndAsync();
    }

    private RemoteTrack Create(SdpSection section)
    {
        var (id, streams) = MediaStreamId.Of(section);
        var kind = section.Media == "audio" ? MediaKind.Audio : MediaKind.Video;
        return new RemoteTrack(
            kind,
            id,
            streams,
            _registry,
            exception => _failed($"A frame handler of the other side's {kind.Value}", exception),
            exception => _failed($"The {kind.Value} of the other side", exception));
    }

    private bool TryRoute(nint pad, RtpHeader header)
    {
        var index = _descriptions.FindSection(header.Mid, header.Ssrc, header.PayloadType);
        if (index < 0)
            return false;

        RemoteTrack? track;
        lock (_lock)
            track = _isClosed ? null : _tracks.GetValueOrDefault(index);

        if (track is not null)
            track.Attach(_native.Pipeline, pad);
        else
            Discard(pad);
        return true;
    }

    private void OnRoutingFailed(nint pad, Exception exception)
    {
        _failed("A media stream of the other side", exception);
        Discard(pad);
    }
}
