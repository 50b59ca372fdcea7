namespace Skapi.Rtc.GStreamer.Sdp;

/// <summary>
/// Session descriptions between the wire and webrtcbin. webrtcbin cannot change a section's direction once it was agreed on, gets the
/// DTLS roles wrong after the sides swapped offer and answer, and accepts formats that nothing here decodes. So it always sees the
/// other side as <c>sendrecv</c> and this one as on the first day, and the wire gets what is true.
/// </summary>
internal sealed class DescriptionTranslator
{
    private readonly Dictionary<string, SdpDirection> _native = new(StringComparer.Ordinal);
    private readonly SectionNames _names = new();
    private readonly HashSet<string> _rejected = new(StringComparer.Ordinal);
    private string? _setup;

    /// <summary>This side's description in use or under way, as on the wire.</summary>
    public SdpDocument? Local { get; private set; }

    /// <summary>The other side's description in use or under way, as on the wire.</summary>
    public SdpDocument? Remote { get; private set; }

    /// <summary>Whether webrtcbin has a transceiver for a section.</summary>
    public bool Knows(string mid) => _native.ContainsKey(mid) || _rejected.Contains(mid);

    /// <summary>Whether the description of this side that stands has the section of a transceiver.</summary>
    /// <param name="nativeMid">The transceiver's tag in webrtcbin; null before it has one.</param>
    public bool HasLocally(string? nativeMid) => nativeMid is not null && Local?.IndexOfMid(_names.ToWire(nativeMid)) >= 0;

    /// <summary>Refuses a section of the other side's offer, because nothing here can take its formats.</summary>
    public void Reject(string mid) => _rejected.Add(mid);

    /// <summary>Refuses a description of the other side whose names of sections cannot be told from webrtcbin's own.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the message names the section.</exception>
    public void CheckNames(SdpDocument remote) => _names.CheckRemote(remote);

    /// <summary>What webrtcbin offers, for the wire.</summary>
    public string OfferForWire(string native)
    {
        var offer = SdpDocument.Parse(native);
        _names.NumberNew(offer, IsInUse);
        _names.RenameForWire(offer);
        foreach (var section in offer.Sections)
        {
            Finish(section);
            section.SetAttribute("setup", "actpass");
        }

        Refuse(offer);
        return offer.ToString();
    }

    /// <summary>What webrtcbin answers, for the wire.</summary>
    public string AnswerForWire(string native)
    {
        var answer = SdpDocument.Parse(native);
        _names.RenameForWire(answer);
        for (var i = 0; i < answer.Sections.Count && i < Remote!.Sections.Count; i++)
        {
            var section = answer.Sections[i];
            Finish(section);
            if (_setup is not null && !section.IsRejected)
                section.SetAttribute("setup", _setup);
            if (section.IsRtp && section.Mid is { } mid && _native.TryGetValue(mid, out var direction))
                section.SetDirection(direction & Remote.Sections[i].Direction.Reversed());
        }

        Refuse(answer);
        return answer.ToString();
    }

    /// <summary>A description of this side from the wire, for webrtcbin.</summary>
    public string LocalForNative(SdpDocument wire)
    {
        var native = SdpDocument.Parse(wire.ToString());
        foreach (var section in native.Sections)
        {
            if (section.IsRtp && section.Mid is { } mid && _native.TryGetValue(mid, out var direction))
                section.SetDirection(direction);
        }

        _names.RenameForNative(native);
        return native.ToString();
    }

    /// <summary>A description of the other side from the wire, for webrtcbin.</summary>
    public string RemoteForNative(SdpDocument wire)
    {
        var native = SdpDocument.Parse(wire.ToString());
        foreach (var section in native.Sections)
        {
            if (section.IsRtp)
                section.SetDirection(SdpDirection.Both);
            if (section.IsRejected)
                CompleteTransport(native, section);
        }

        _names.RenameForNative(native);
        return native.ToString();
    }

    /// <summary>A description of this side is about to be set.</summary>
    /// <returns>Undoes it, for where webrtcbin refuses it.</returns>
    public Action BeginLocal(SdpDocument wire)
    {
        var before = Local;
        Local = wire;
        return () => Local = before;
    }

    /// <summary>A description of the other side is about to be set.</summary>
    /// <returns>Undoes it, for where webrtcbin refuses it.</returns>
    public Action BeginRemote(SdpDocument wire)
    {
        var before = Remote;
        Remote = wire;
        return () => Remote = before;
    }

    /// <summary>An answer was set: the roles stand from now on (RFC 8842, section 5.5).</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="isLocal">Whether this side gave it.</param>
    public void OnAnswered(SdpDocument answer, bool isLocal)
    {
        if (_setup is not null || answer.Sections.FirstOrDefault(section => !section.IsRejected) is not { } section)
            return;

        var setup = answer.EffectiveAttribute(section, "setup");
        _setup = isLocal ? setup : setup == "active" ? "passive" : "active";
    }

    private bool IsInUse(string mid) => Local?.IndexOfMid(mid) >= 0 || Remote?.IndexOfMid(mid) >= 0;

    // What webrtcbin says is its own view: it is kept for later, and completed for the other side.
    private void Finish(SdpSection section)
    {
        if (!section.IsRtp || section.IsRejected || section.Mid is not { } mid)
            return;

        _native.TryAdd(mid, section.Direction);
        // RFC 8830 puts the stream and the track into a line of their own; webrtcbin has them beside the SSRC only.
        if (section.Direction.HasFlag(SdpDirection.Send) && !section.Has("msid") && MediaStreamId.OfSource(section) is { } msid)
            section.Add($"a=msid:{msid}");
    }

    // webrtcbin takes it for granted in every section.
    private static void CompleteTransport(SdpDocument description, SdpSection section)
    {
        foreach (var name in SdpChecks.Transport)
        {
            if (description.EffectiveAttribute(section, name) is null && description.TransportAttribute(section, name) is { } value)
                section.Add($"a={name}:{value}");
        }
    }

    private void Refuse(SdpDocument description)
    {
        foreach (var section in description.Sections)
        {
            if (section.Mid is { } mid && _rejected.Contains(mid))
            {
                section.Reject();
                description.RemoveFromBundle(mid);
            }
        }
    }
}
