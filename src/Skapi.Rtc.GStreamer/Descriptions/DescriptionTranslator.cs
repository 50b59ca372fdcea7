using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.GStreamer.Descriptions;

/// <summary>The session descriptions of one peer, on the wire and in webrtcbin.</summary>
/// <remarks>
/// webrtcbin cannot change a direction once it was agreed on, gets the DTLS roles wrong after the sides swapped offer and answer, and ends
/// the process when sections are rejected or the bundle moves. So it always sees both sides as on the first day, and the wire gets what
/// is true. Not thread-safe: a peer's methods are called one at a time.
/// </remarks>
internal sealed class DescriptionTranslator
{
    private readonly HashSet<int> _declined = [];
    private volatile Described _state = new(SectionMap.Empty, null, null);
    private LocalDescription? _created;
    private RemoteTransport? _transport;
    private RemoteTransport? _pendingTransport;
    private string? _setup;

    /// <summary>This side's description in use or under negotiation, as on the wire.</summary>
    public SdpDocument? Local => _state.Local;

    /// <summary>The other side's description in use or under negotiation, as on the wire.</summary>
    public SdpDocument? Remote => _state.Remote;

    /// <summary>The sections.</summary>
    public SectionMap Map => _state.Map;

    /// <summary>Whether the description of this side has the section of a transceiver.</summary>
    /// <param name="nativeMid">The transceiver's tag in webrtcbin; null before it has one.</param>
    public bool HasSection(string? nativeMid) => nativeMid is not null && _state.Map.IndexOfMid(nativeMid) >= 0;

    /// <summary>Rejects a section of the other side's offer in the next answer.</summary>
    public void Decline(int nativeIndex) => _declined.Add(nativeIndex);

    /// <summary>Translates webrtcbin's offer for the wire.</summary>
    public string OfferForWire(string native)
    {
        _created = LocalWriter.Offer(native, _state.Map, _state.Local, _state.Remote);
        return _created.Wire;
    }

    /// <summary>Translates webrtcbin's answer for the wire.</summary>
    public string AnswerForWire(string native)
    {
        _created = LocalWriter.Answer(native, _state.Map, _state.Remote!, _declined, _setup);
        return _created.Wire;
    }

    /// <summary>Translates a description of the other side.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c> or <c>NOT_SUPPORTED</c>: it cannot be applied.</exception>
    public RemotePlan Plan(SdpDocument wire, bool isOffer)
    {
        var plan = RemotePlanner.Plan(wire, isOffer, _state.Map, _transport);
        if (_transport is not null && plan.Transport.UserFragment != _transport.UserFragment)
        {
            throw SkapiException.NotSupported(
                "The other side restarts ICE, which GStreamer's webrtcbin cannot do. The description is not applied, and the connection " +
                "goes on as it is. To connect again, dispose this peer and create another.");
        }

        return plan;
    }

    /// <summary>Begins to set a description of the other side.</summary>
    /// <returns>Undoes it, for a description that webrtcbin refuses.</returns>
    public Action Begin(RemotePlan plan)
    {
        var before = _state;
        if (plan.IsOffer)
            _declined.Clear();
        _state = new Described(plan.Map, before.Local, plan.Wire);
        _pendingTransport = plan.Transport;
        return () => _state = before;
    }

    /// <summary>Begins to set a description of this side.</summary>
    /// <param name="wire">The description, as <see cref="OfferForWire"/> or <see cref="AnswerForWire"/> returned it.</param>
    /// <param name="undo">Undoes it, for a description that webrtcbin refuses.</param>
    /// <returns>The description for webrtcbin.</returns>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: it is not the description that was created last.</exception>
    public string Begin(string wire, out Action undo)
    {
        if (_created is not { } created || created.Wire != wire)
        {
            throw SkapiException.InvalidParameter(
                "The local description is not the one that was created last. " +
                "Set the result of CreateOfferAsync or CreateAnswerAsync unchanged.");
        }

        var before = _state;
        _state = new Described(created.Map, SdpDocument.Parse(wire), before.Remote);
        undo = () => _state = before;
        return created.Native;
    }

    /// <summary>Ends an exchange: the roles and the transport stay from now on (RFC 8842, section 5.5).</summary>
    /// <param name="isLocal">Whether this side gave the answer.</param>
    public void OnAnswered(bool isLocal)
    {
        _transport = _pendingTransport;
        var answer = isLocal ? Local! : Remote!;
        if (_setup is not null || answer.Sections.FirstOrDefault(section => !section.IsRejected) is not { } section)
            return;

        var setup = answer.EffectiveAttribute(section, "setup");
        _setup = isLocal ? setup : setup == "active" ? "passive" : "active";
    }

    /// <summary>The index on the wire of the section that carries this side's candidates: the first one in use.</summary>
    public int CandidateSection
    {
        get
        {
            var (map, local, _) = _state;
            for (var i = 0; i < map.Wire.Length && i < local?.Sections.Count; i++)
            {
                if (!map.OfWire(i).IsRejected)
                    return i;
            }

            return -1;
        }
    }

    /// <summary>Whether the other side sends in a section.</summary>
    /// <param name="nativeIndex">The section's index in webrtcbin.</param>
    public bool IsSending(int nativeIndex)
    {
        var (map, _, remote) = _state;
        var index = map.Wire.IndexOf(nativeIndex);
        return index >= 0 && !map.Sections[nativeIndex].IsRejected && remote?.Sections[index].Direction.HasFlag(SdpDirection.Send) == true;
    }

    /// <summary>
    /// Finds the section of an RTP stream (RFC 9143, section 9.2): by its tag, by its announced SSRC, or by its payload type.
    /// </summary>
    /// <returns>The section's index in webrtcbin, or -1 if the stream belongs to no section that is known by now.</returns>
    public int FindSection(string? mid, uint ssrc, int payloadType)
    {
        var (map, _, remote) = _state;
        if (remote is null)
            return -1;

        var candidates = Enumerable.Range(0, remote.Sections.Count).Where(
            index => map.OfWire(index) is { IsMedia: true, IsRejected: false }).ToArray();
        int[] found = mid is not null
            ? [.. candidates.Where(index => remote.Sections[index].Mid == mid)]
            : [.. candidates.Where(index => remote.Sections[index].HasSource(ssrc))];
        if (found.Length == 0 && mid is null)
            found = [.. candidates.Where(
                index => remote.Sections[index].Direction.HasFlag(SdpDirection.Send)
                    && remote.Sections[index].HasPayloadType(payloadType))];
        return found.Length == 1 ? map.Wire[found[0]] : -1;
    }

    // Read by media threads, so it changes as a whole.
    private sealed record Described(SectionMap Map, SdpDocument? Local, SdpDocument? Remote);
}
