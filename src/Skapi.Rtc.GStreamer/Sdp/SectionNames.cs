using System.Globalization;

namespace Skapi.Rtc.GStreamer.Sdp;

/// <summary>
/// The identification tags (a=mid) of the sections that this side began, in webrtcbin and on the wire. webrtcbin writes “video0” and
/// insists on it; browsers number their sections, and where both sides offer at once, Chromium takes its own offer back but can answer
/// ours only if the section of the data channels is named as in its own. Sections that the other side began have its name in both.
/// </summary>
internal sealed class SectionNames
{
    private readonly Dictionary<string, string> _toWire = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _toNative = new(StringComparer.Ordinal);

    /// <summary>The tag on the wire of webrtcbin's section.</summary>
    public string ToWire(string native) => _toWire.GetValueOrDefault(native, native);

    /// <summary>Puts the wire's tags into a description of webrtcbin's.</summary>
    public void RenameForWire(SdpDocument description) => Rename(description, _toWire);

    /// <summary>Puts webrtcbin's tags into a description of the wire's.</summary>
    public void RenameForNative(SdpDocument description) => Rename(description, _toNative);

    /// <summary>Numbers the sections of webrtcbin's offer that are new.</summary>
    /// <param name="offer">The offer, with webrtcbin's tags.</param>
    /// <param name="isInUse">Whether a description on the wire has a tag already.</param>
    public void NumberNew(SdpDocument offer, Predicate<string> isInUse)
    {
        for (var index = 0; index < offer.Sections.Count; index++)
        {
            var number = index.ToString(CultureInfo.InvariantCulture);
            if (offer.Sections[index].Mid is not { } native || _toWire.ContainsKey(native) || isInUse(native))
                continue;

            if (!isInUse(number) && !_toNative.ContainsKey(number))
                (_toWire[native], _toNative[number]) = (number, native);
        }
    }

    /// <summary>Refuses a description of the other side where a section has a tag that webrtcbin gave to another one.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the message names the section.</exception>
    public void CheckRemote(SdpDocument description)
    {
        for (var i = 0; i < description.Sections.Count; i++)
        {
            if (description.Sections[i].Mid is { } mid && _toWire.TryGetValue(mid, out var wire) && wire != mid)
                throw Errors.InvalidParameter($"The SDP cannot be applied: media section {i}: its mid “{mid}” is webrtcbin's own name of the section “{wire}”.");
        }
    }

    private static void Rename(SdpDocument description, Dictionary<string, string> names)
    {
        foreach (var section in description.Sections)
        {
            if (section.Mid is { } mid && names.TryGetValue(mid, out var name))
                description.Rename(mid, name);
        }
    }
}
