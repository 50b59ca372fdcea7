using Skapi.Protocol;
using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Managed.Negotiation;
using Skapi.Rtc.Sdp;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Peer;

/// <content>Media in offers and answers (RFC 9429, sections 5.5 to 5.11; W3C WebRTC, section 4.4.1.5).</content>
internal sealed partial class ManagedPeer
{
    private readonly Dictionary<Transceiver, (string? Mid, bool HasRemoteTrack)> _mediaBeforeOffer = [];
    private bool _isOfOwnOffer;

    // A rollback undoes what the offer did to the transceivers.
    private void BeginMediaNegotiation()
    {
        _mediaBeforeOffer.Clear();
        foreach (var transceiver in _media.Transceivers)
            _mediaBeforeOffer.Add(transceiver, (transceiver.Mid, transceiver.HasRemoteTrack));
    }

    // RFC 9429, section 5.9: an offer of this side gives new transceivers their sections.
    private void AssociateOwn(SdpDocument offer)
    {
        foreach (var transceiver in _media.Transceivers)
        {
            if (transceiver is { Mid: null, OfferedMid: { } mid } && Sections.IndexOf(offer, mid) >= 0)
                transceiver.Mid = mid;

            transceiver.OfferedMid = null;
        }
    }

    // RFC 9429, section 5.10: each section of the other side's offer has a transceiver.
    private void AssociateOffered(SdpDocument offer)
    {
        for (var i = 0; i < offer.Sections.Count; i++)
        {
            var section = offer.Sections[i];
            if (!section.IsRtp || !Sections.IsUsable(offer, i))
                continue;

            var kind = section.Media == "audio" ? MediaKind.Audio : MediaKind.Video;
            var name = Sections.NameOf(offer, i);
            if (FindTransceiver(name) is not null)
                continue;

            var free = _media.Transceivers.FirstOrDefault(known => known.Kind == kind && known is { Mid: null, IsStopped: false });
            (free ?? _media.Add(kind, isOfRemoteOffer: true)).Mid = name;
        }
    }

    // RFC 9429, section 5.11: both descriptions are known, so what flows is known.
    private void CompleteMediaNegotiation(bool isOwnOffer)
    {
        _isOfOwnOffer = isOwnOffer;
        foreach (var transceiver in _media.Transceivers)
        {
            if (transceiver is not { IsStopped: false, Mid: { } mid } || FindSections(mid) is not { } both)
                continue;

            if (both.Local.IsRejected || both.Remote.IsRejected)
                transceiver.Stop();
            else
                transceiver.Apply(ParametersOf(both.Local, both.Remote));
        }

        _media.OnNegotiated(Now);
    }

    private void RollBackMedia()
    {
        foreach (var transceiver in _media.Transceivers.ToArray())
        {
            if (_mediaBeforeOffer.TryGetValue(transceiver, out var before))
                (transceiver.Mid, transceiver.HasRemoteTrack) = before;
            else if (transceiver is { IsOfRemoteOffer: true, IsSender: false })
                _media.Remove(transceiver);
            else
                (transceiver.Mid, transceiver.HasRemoteTrack) = (null, false);
        }

        _media.EndOffer(Now);
    }

    // W3C WebRTC, section 4.4.1.5: a track is announced when the other side begins to send, also after a pause.
    private void AnnounceTracks(SdpDocument remote)
    {
        for (var i = 0; i < remote.Sections.Count; i++)
        {
            var section = remote.Sections[i];
            if (!section.IsRtp || FindTransceiver(Sections.NameOf(remote, i)) is not { } transceiver)
                continue;

            var sends = !section.IsRejected && section.Direction.HasFlag(SdpDirection.Send);
            var isNew = sends && !transceiver.HasRemoteTrack;
            transceiver.HasRemoteTrack = sends;
            if (isNew)
                Announce(transceiver, section);
        }
    }

    // What comes before the app knows the track waits, because there is nobody yet who would receive it.
    private void Announce(Transceiver transceiver, SdpSection section)
    {
        transceiver.Holds++;
        Raise(
            new PeerEvent.TrackAdded(TrackOf(transceiver, section)), () => HandleInput(() => _media.Release(transceiver, Now)));
    }

    private RemoteTrack TrackOf(Transceiver transceiver, SdpSection section)
    {
        var (id, streams) = MediaStreamId.Of(section);
        if (transceiver.Track is { } known && known.Id == id && known.StreamIds.SequenceEqual(streams))
            return known;

        return transceiver.Track = new RemoteTrack(
            transceiver.Kind,
            id,
            streams,
            error => ManagedLog.FrameHandlerFailed(Logger, error, transceiver.Kind),
            () => RequestKeyFrame(transceiver));
    }

    private Transceiver? FindTransceiver(string mid)
    {
        foreach (var transceiver in _media.Transceivers)
        {
            if (transceiver.Mid == mid && !transceiver.IsStopped)
                return transceiver;
        }

        return null;
    }

    private (SdpSection Local, SdpSection Remote)? FindSections(string mid)
    {
        if (_local is not { } local || _remote is not { } remote)
            return null;

        // A section has the same place in both (RFC 3264, section 6), and its name may be missing in one.
        var index = Math.Max(Sections.IndexOf(local, mid), Sections.IndexOf(remote, mid));
        return index >= 0 && index < local.Sections.Count && index < remote.Sections.Count
            ? (local.Sections[index], remote.Sections[index])
            : null;
    }

    private static SectionParameters ParametersOf(SdpSection local, SdpSection remote)
    {
        var incoming = MediaFormats.Of(local);
        var outgoing = MediaFormats.Of(remote);
        return new SectionParameters
        {
            Sends = local.Direction.HasFlag(SdpDirection.Send) && remote.Direction.HasFlag(SdpDirection.Receive),
            Receives = local.Direction.HasFlag(SdpDirection.Receive) && remote.Direction.HasFlag(SdpDirection.Send),
            Incoming = MediaFormats.Limit(incoming, outgoing),
            Outgoing = outgoing,
            Extensions = MediaSdp.ExtensionsOf(local).Intersect(MediaSdp.ExtensionsOf(remote)),
            Layer = SimulcastSdp.Negotiated(local, remote),
            HasReducedRtcp = MediaSdp.HasReducedRtcp(local) && MediaSdp.HasReducedRtcp(remote),
            RemoteSources = MediaSdp.SourcesOf(remote),
        };
    }

    // W3C WebRTC, section 4.7.3.
    private bool IsMediaNegotiationNeeded()
    {
        foreach (var transceiver in _media.Transceivers)
        {
            if (!transceiver.IsStopped && IsNegotiationNeededFor(transceiver))
                return true;
        }

        return false;
    }

    private bool IsNegotiationNeededFor(Transceiver transceiver)
    {
        if (transceiver.Mid is not { } mid || FindSections(mid) is not { } both)
            return true;
        if (transceiver.IsSender && !both.Local.Has("msid"))
            return true;

        // A later offer has the formats of the section, so it cannot add a codec that is missing there.
        var wanted = transceiver.DirectionWith(MediaFormats.Of(both.Local));
        var (local, remote) = (both.Local.Direction, both.Remote.Direction.Reversed());
        return _isOfOwnOffer ? wanted != local && wanted != remote : local != (wanted & remote);
    }
}
