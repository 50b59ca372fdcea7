using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Descriptions;
using Skapi.Rtc.GStreamer.Media.Receiving;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.GStreamer.Installation;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>What one peer receives: the tracks of the other side, and their recordings.</summary>
internal sealed class RemoteMedia
{
    // How long a recording waits for the first media of a track that is negotiated.
    private static readonly TimeSpan MediaTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly PeerPipeline _native;
    private readonly DescriptionTranslator _descriptions;
    private readonly IElementRegistry _registry;
    private readonly Action<string, Exception> _failed;
    private readonly Dictionary<int, RemoteTrack> _tracks = [];
    private readonly RecordingSet _recordings;
    private readonly ArrivalCount _arrivals = new();
    private readonly StreamRouter _router;
    private readonly List<RemoteStream> _streams = [];
    private readonly TimeProvider _time;
    private bool _isClosed;

    public RemoteMedia(
        PeerPipeline native,
        DescriptionTranslator descriptions,
        IElementRegistry registry,
        TimeProvider time,
        Action<string, Exception> failed)
    {
        (_native, _descriptions, _registry, _time, _failed) = (native, descriptions, registry, time, failed);
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
        AnyFormat.Watch(pad);
        _arrivals.Watch(pad);
        _router.Watch(pad);
    }

    /// <summary>Ignores streams that come from now on: the connection is over.</summary>
    public void Discard(nint pad)
    {
        // A pad without a peer would stop the whole transport.
        var sink = GstElement.Add(_native.Pipeline, "fakesink");
        GObject.Set(sink, "async", false);
        GObject.Set(sink, "sync", false);
        GstElement.Join(sink);
        var entry = GstElement.GetStaticPad(sink, "sink");
        GstPad.Link(pad, entry);
        GObject.Unref(entry);
    }

    /// <summary>The streams that were led to a track, for the statistics.</summary>
    public IReadOnlyList<RemoteStream> Streams
    {
        get
        {
            lock (_lock)
                return [.. _streams];
        }
    }

    /// <summary>Records every track that the other side sends.</summary>
    /// <remarks>Tracks whose media has not arrived yet are waited for, because a file that was begun cannot get another track.</remarks>
    public async ValueTask<Recording> RecordAsync(string path, CancellationToken cancellationToken)
    {
        Recording.CheckPath(path);
        RemoteTrack[] tracks;
        lock (_lock)
            tracks = [.. _tracks.Where(pair => _descriptions.IsSending(pair.Key)).Select(pair => pair.Value)];

        try
        {
            var arrived = Task.WhenAll(tracks.Select(track => track.MediaArrived));
            await arrived.WaitAsync(MediaTimeout, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // A track that is silent for so long, such as one on hold, must not keep the others from being recorded.
        }

        lock (_lock)
            return _recordings.Start(_native.Pipeline, path, [.. tracks.Select(track => track.Tap).OfType<TrackTap>()]);
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

        if (track is null)
        {
            Discard(pad);
            return true;
        }

        track.Attach(_native.Pipeline, pad);
        lock (_lock)
        {
            _streams.RemoveAll(stream => stream.Ssrc == header.Ssrc);
            _streams.Add(new RemoteStream(track, _descriptions.Map.Sections[index].WireMid, header.Ssrc, header.PayloadType));
        }

        return true;
    }

    private void OnRoutingFailed(nint pad, Exception exception)
    {
        _failed("A media stream of the other side", exception);
        Discard(pad);
    }
}
