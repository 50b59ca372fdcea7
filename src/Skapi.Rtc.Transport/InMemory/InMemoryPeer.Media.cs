using System.Collections.Concurrent;
using System.Globalization;
using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.InMemory;

/// <content>Media sections and tracks (RFC 9429).</content>
internal sealed partial class InMemoryPeer
{
    private readonly List<InMemoryTransceiver> _transceivers = [];
    private readonly ConcurrentDictionary<MediaKind, bool> _muted = [];

    /// <summary>What the other side sends, by media section.</summary>
    private readonly ConcurrentDictionary<string, InMemoryRemoteTrack> _remoteTracks = new(StringComparer.Ordinal);
    private long _mediaReceived;

    public long MediaReceived => Volatile.Read(ref _mediaReceived);

    public ValueTask AddMediaAsync(MediaOptions media, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(media);
        lock (_transport.Gate)
        {
            ThrowIfDisposed();
            var sources = InMemorySources.Of(media, _options.TimeProvider);
            Attach(MediaKind.Audio, sources.Audio, media.ReceiveAudio);
            Attach(MediaKind.Video, sources.Video, media.ReceiveVideo);
            _negotiation.Check();

            return ValueTask.CompletedTask;
        }
    }

    public void SetMuted(MediaKind kind, bool muted)
    {
        lock (_transport.Gate)
            ThrowIfDisposed();

        _muted[kind] = muted;
    }

    public ValueTask ReplaceAudioAsync(AudioSource? source, CancellationToken cancellationToken = default) =>
        Replace(MediaKind.Audio, () => InMemorySources.Of(new MediaOptions { Audio = source }, _options.TimeProvider).Audio);

    public ValueTask ReplaceVideoAsync(VideoSource? source, CancellationToken cancellationToken = default) =>
        Replace(MediaKind.Video, () => InMemorySources.Of(new MediaOptions { Video = source }, _options.TimeProvider).Video);

    /// <summary>The first section of the kind that sends nothing yet takes the source; otherwise there is a new one.</summary>
    private void Attach(MediaKind kind, IInMemorySource? source, bool receive)
    {
        if (source is null && !receive)
            return;

        var free = _transceivers.Find(transceiver => transceiver.Kind == kind && !transceiver.IsSender);
        if (free is null)
            _transceivers.Add(free = new InMemoryTransceiver(kind, NextMid(), $"{Name}-{kind}-{_transceivers.Count}"));

        if (source is not null)
            Send(free, source);
    }

    private ValueTask Replace(MediaKind kind, Func<IInMemorySource?> create)
    {
        lock (_transport.Gate)
        {
            ThrowIfDisposed();
            var sender = _transceivers.Find(transceiver => transceiver.Kind == kind && transceiver.IsSender)
                ?? throw SkapiException.InvalidRequest($"This side sends no {kind}. Add it with AddMediaAsync() first.");
            var source = create();
            sender.Source?.Dispose();
            sender.Source = null;
            if (source is not null)
                Send(sender, source);

            return ValueTask.CompletedTask;
        }
    }

    private void Send(InMemoryTransceiver transceiver, IInMemorySource source)
    {
        transceiver.Source = source;
        transceiver.IsSender = true;
        source.Start(frame => Deliver(transceiver, frame));
    }

    /// <summary>Hands a frame to the other side's track of the same section, on the source's own thread.</summary>
    private void Deliver(InMemoryTransceiver transceiver, InMemoryFrame frame)
    {
        InMemoryRemoteTrack? track = null;
        lock (_transport.Gate)
        {
            if (IsConnected && _signaling == SignalingState.Stable && !_muted.GetValueOrDefault(transceiver.Kind)
                && Other is { } other && other._remoteTracks.TryGetValue(transceiver.Mid, out track))
            {
                transceiver.Sent.Count(frame);
                track.Received.Count(frame);
                Interlocked.Increment(ref other._mediaReceived);
            }
        }

        if (track is not null)
            frame.GiveTo(track);
    }

    /// <summary>The other side asks for a key frame of a section. The source is told on this peer's own thread.</summary>
    private void RequestKeyFrame(string mid)
    {
        lock (_transport.Gate)
        {
            if (Other is not { } other || other._transceivers.Find(known => known.Mid == mid) is not { } transceiver)
                return;

            transceiver.KeyFrameRequests++;
            other._network.Add(() =>
            {
                try
                {
                    transceiver.Source?.RequestKeyFrame();
                }
                catch (Exception error)
                {
                    InMemoryLog.KeyFrameHandlerFailed(other._logger, error);
                }
            });
        }
    }

    /// <summary>The sections keep their places, and new ones follow (RFC 3264, section 8).</summary>
    private List<InMemorySection> SectionsOfOffer()
    {
        var sections = new List<InMemorySection>();
        foreach (var known in _local?.Sections ?? [])
        {
            var ours = known.IsRejected ? null : _transceivers.Find(transceiver => transceiver.Mid == known.Mid);
            sections.Add(ours is null ? known : DescribeForOffer(ours));
        }

        foreach (var added in _transceivers.Where(transceiver => !sections.Exists(section => section.Mid == transceiver.Mid)).ToList())
            sections.Add(DescribeForOffer(added));
        if (_channels.Count > 0 && !sections.Exists(static section => section.IsData))
            sections.Add(InMemorySection.OfData(_dataMid ??= NextMid()));
        return sections;
    }

    private InMemorySection DescribeForOffer(InMemoryTransceiver transceiver) =>
        transceiver.Describe(Name, sends: transceiver.IsSender, receives: true);

    private List<InMemorySection> SectionsOfAnswer(InMemorySdp offer)
    {
        var sections = new List<InMemorySection>();
        foreach (var offered in offer.Sections)
            sections.Add(AnswerTo(offered, hasData: sections.Exists(static section => section.IsData)));
        return sections;
    }

    private InMemorySection AnswerTo(InMemorySection offered, bool hasData)
    {
        if (offered.IsData && !hasData)
            _dataMid = offered.Mid;
        if (offered.Kind is not { } kind)
            return offered.IsData && hasData ? offered.RejectData() : offered;

        var transceiver = TransceiverFor(offered, kind);
        return transceiver.Describe(Name, sends: transceiver.IsSender && offered.Receives, receives: offered.Sends);
    }

    /// <summary>
    /// Our transceiver of an offered section: the one with its mid, else one that has not been negotiated (RFC 9429, section 5.10).
    /// </summary>
    private InMemoryTransceiver TransceiverFor(InMemorySection offered, MediaKind kind)
    {
        var transceiver = _transceivers.Find(known => known.Mid == offered.Mid && known.Kind == kind)
            ?? _transceivers.Find(known => known.Kind == kind && _local?.Sections.Any(section => section.Mid == known.Mid) != true);
        if (transceiver is null)
            _transceivers.Add(transceiver = new InMemoryTransceiver(kind, offered.Mid, $"{Name}-{kind}-{_transceivers.Count}"));

        transceiver.Mid = offered.Mid;
        return transceiver;
    }

    private void AddRemoteTracks(InMemorySdp remote)
    {
        foreach (var section in remote.Sections)
        {
            if (section is { Kind: { } kind, Sends: true, StreamId: { } stream, TrackId: { } track }
                && !_remoteTracks.ContainsKey(section.Mid))
            {
                var added = _remoteTracks[section.Mid] = new InMemoryRemoteTrack(
                    track, kind, stream, error => InMemoryLog.FrameHandlerFailed(_logger, error, kind), () => RequestKeyFrame(section.Mid));
                Raise(new PeerEvent.TrackAdded(added));
            }
        }
    }

    private string? _dataMid;
    private int _midsMade;

    private string NextMid() => string.Create(CultureInfo.InvariantCulture, $"{Name}-{_midsMade++}");

    private void StopMedia()
    {
        foreach (var transceiver in _transceivers)
            transceiver.Source?.Dispose();
    }
}
