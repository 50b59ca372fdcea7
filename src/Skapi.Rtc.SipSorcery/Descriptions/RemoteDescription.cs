using Skapi.Protocol;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.SipSorcery.Descriptions;

/// <summary>The other side's description, checked before the stack sees it, because the stack accepts anything.</summary>
/// <param name="Description">The description as it arrived.</param>
/// <param name="Document">The parsed description.</param>
internal sealed record RemoteDescription(SessionDescription Description, SdpDocument Document)
{
    /// <summary>The media sections.</summary>
    public IReadOnlyList<SdpSection> Sections => Document.Sections;

    /// <summary>The section that carries the data channels, or null.</summary>
    public SdpSection? Data => Sections.FirstOrDefault(static section => section is { IsData: true, IsRejected: false });

    /// <summary>Whether the other side waits for this side's DTLS handshake (RFC 8842, section 5).</summary>
    public bool IsPassive => Document.TaggedIndex is >= 0 and var index
        && Document.EffectiveAttribute(Sections[index], "setup") == "passive";

    /// <summary>The maximum length of a message that the other side accepts, in bytes; null for no limit.</summary>
    public int? MaxMessageSize => Data?.MaxMessageSize is < int.MaxValue and var size ? (int)size : null;

    /// <summary>
    /// Whether a candidate belongs to the section whose transport is that of the bundle: the first in use. The tag decides, and the index
    /// where there is no tag (W3C WebRTC, section 4.8.1). A candidate without both belongs to it.
    /// </summary>
    public bool IsForTransport(IceCandidate candidate) => candidate switch
    {
        { SdpMid: { } mid } => Document.IndexOfMid(mid) == Document.TaggedIndex,
        { SdpMLineIndex: { } index } => index == Document.TaggedIndex,
        _ => true,
    };

    /// <summary>Parses a description.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: it cannot be parsed, or lacks what a connection needs.</exception>
    public static RemoteDescription Parse(SessionDescription description)
    {
        var document = SdpDocument.Parse(description.Sdp);
        if (document.Sections.Count == 0)
            throw SkapiException.InvalidParameter("The SDP cannot be applied: it has no media section, so there is nothing to connect.");

        foreach (var attribute in (string[])["ice-ufrag", "ice-pwd", "fingerprint"])
        {
            if (!document.Attributes(attribute).Any() && !document.Sections.Any(section => section.Has(attribute)))
                throw SkapiException.InvalidParameter($"The SDP cannot be applied: it has no a={attribute}.");
        }

        return new RemoteDescription(description, document);
    }

    /// <summary>The kind of a section: audio, video, or null for data channels and unknown kinds.</summary>
    public static MediaKind? KindOf(SdpSection section) => section.Media switch
    {
        "audio" => MediaKind.Audio,
        "video" => MediaKind.Video,
        _ => null,
    };
}
