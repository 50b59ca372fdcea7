using System.Text;
using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Managed.Media;

/// <summary>A media section as this side sees it (W3C WebRTC, RTCRtpTransceiver). It is used under the peer's lock.</summary>
/// <param name="kind">Audio or video.</param>
/// <param name="trackId">The id of the track that this side sends.</param>
/// <param name="outgoing">The stream that this side sends.</param>
/// <param name="measured">Receives what was sent and received.</param>
internal sealed class Transceiver(MediaKind kind, string trackId, OutgoingStream outgoing, Action<MediaMeasurements> measured) : IDisposable
{
    private readonly Dictionary<uint, IncomingStream> _incoming = [];

    /// <summary>Audio or video.</summary>
    public MediaKind Kind => kind;

    /// <summary>The id of the track that this side sends.</summary>
    public string TrackId => trackId;

    /// <summary>The stream that this side sends.</summary>
    public OutgoingStream Outgoing => outgoing;

    /// <summary>The identification tag of its section, or null before it has one.</summary>
    public string? Mid
    {
        get;
        set
        {
            field = value;
            MidBytes = value is null ? null : Encoding.UTF8.GetBytes(value);
        }
    }

    /// <summary>The tag that the latest offer of this side gave it. It counts once the offer is set.</summary>
    public string? OfferedMid { get; set; }

    /// <summary>The tag in UTF-8, as packets carry it.</summary>
    public byte[]? MidBytes { get; private set; }

    /// <summary>Whether the app has added a source, which may have been removed since.</summary>
    public bool IsSender { get; set; }

    /// <summary>What the app sends at present, or null.</summary>
    public AttachedFeed? Source { get; private set; }

    /// <summary>The codec of what the app sends, or null if any will do. Descriptions list it first.</summary>
    public MediaCodec? PreferredCodec { get; private set; }

    /// <summary>The track of the other side, or null before it sends one.</summary>
    public RemoteTrack? Track { get; set; }

    /// <summary>Whether an offer of the other side created it.</summary>
    public bool IsOfRemoteOffer { get; init; }

    /// <summary>Whether the section was rejected. Nothing changes after that.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>The number of announcements of its track that the app has not handled. Packets wait until it has.</summary>
    public int Holds { get; set; }

    /// <summary>Whether the app was told that the other side sends a track (W3C WebRTC, [[FiredDirection]]).</summary>
    public bool HasRemoteTrack { get; set; }

    /// <summary>What the app wants.</summary>
    public SdpDirection Direction => IsSender ? SdpDirection.Both : SdpDirection.Receive;

    /// <summary>
    /// The direction in a section with these formats. What the app sends is encoded already, so it is not sent without its codec.
    /// </summary>
    public SdpDirection DirectionWith(IReadOnlyList<MediaFormat> formats) =>
        PreferredCodec is { } codec && formats.All(format => format.Codec != codec) ? Direction & ~SdpDirection.Send : Direction;

    /// <summary>What was negotiated.</summary>
    public SectionParameters Parameters { get; private set; } = SectionParameters.Inactive;

    /// <summary>The streams of the other side, by source. The type lets callers enumerate them without allocating.</summary>
    public Dictionary<uint, IncomingStream> Incoming => _incoming;

    /// <summary>The source that has named the negotiated layer last; null before one has.</summary>
    public uint? LayerSource { get; set; }

    /// <summary>Whether a packet has named a layer, of whatever name.</summary>
    public bool HasNamedLayers { get; set; }

    /// <summary>Sends another source from now on, or nothing.</summary>
    public void SetSource(AttachedFeed? source)
    {
        Source?.Dispose();
        Source = source;
        PreferredCodec = source?.Feed.Codec ?? PreferredCodec;
        outgoing.OnSourceChanged();
    }

    /// <summary>Uses what was negotiated from now on.</summary>
    public void Apply(SectionParameters parameters)
    {
        var isOtherLayer = parameters.Layer?.Rid != Parameters.Layer?.Rid;
        Parameters = parameters;
        if (!parameters.Receives || isOtherLayer)
            RemoveIncoming();
        if (isOtherLayer)
            (LayerSource, HasNamedLayers) = (null, false);
    }

    /// <summary>Ends it: the section was rejected.</summary>
    public void Stop()
    {
        IsStopped = true;
        HasRemoteTrack = false;
        SetSource(null);
        Apply(SectionParameters.Inactive);
    }

    /// <summary>Adds a stream of the other side. The oldest one ends if there are too many.</summary>
    public void AddIncoming(IncomingStream stream)
    {
        const int max = 4;
        if (_incoming.Count >= max)
            RemoveIncoming(_incoming.MinBy(entry => entry.Value.LastPacketAt).Key);

        _incoming.Add(stream.Ssrc, stream);
    }

    /// <summary>Removes a stream of the other side, if there is one with that source.</summary>
    public void RemoveIncoming(uint ssrc)
    {
        if (_incoming.Remove(ssrc, out var stream))
            End(stream);
    }

    /// <summary>Removes the other streams of the other side.</summary>
    public void RemoveIncomingExcept(uint ssrc)
    {
        foreach (var other in _incoming.Keys)
        {
            if (other != ssrc)
                RemoveIncoming(other);
        }
    }

    /// <summary>Measures what was sent and received since the previous call.</summary>
    public void Measure()
    {
        measured(MediaMeasurements.OfSent(this));
        foreach (var stream in _incoming.Values)
            measured(MediaMeasurements.OfReceived(this, stream));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Source?.Dispose();
        Measure();
        RemoveIncoming();
        outgoing.Dispose();
    }

    private void RemoveIncoming()
    {
        foreach (var stream in _incoming.Values)
            End(stream);

        _incoming.Clear();
    }

    private void End(IncomingStream stream)
    {
        measured(MediaMeasurements.OfReceived(this, stream));
        stream.Dispose();
    }
}
