using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Managed.Negotiation;

/// <summary>
/// Chooses the numbers of the header extensions in an offer. All sections of a bundle have the same ones (RFC 9143, section 7.1.3).
/// </summary>
internal static class OfferedExtensions
{
    // Those of browsers.
    private const int PreferredTransportSequence = 3;
    private const int PreferredMid = 4;
    private const int MaxNumber = 255;

    /// <summary>Chooses the numbers. What was negotiated keeps its number, and a number in use gets no other meaning.</summary>
    /// <param name="transceivers">The sections.</param>
    /// <param name="local">This side's description, or null before the first.</param>
    /// <param name="remote">The other side's description, or null before the first.</param>
    public static ExtensionNumbers Choose(IReadOnlyList<Transceiver> transceivers, SdpDocument? local, SdpDocument? remote)
    {
        var known = new[] { local, remote }.SelectMany(static description => description?.Sections ?? []).Select(MediaSdp.ExtensionsOf)
            .Concat(transceivers.Select(static transceiver => transceiver.Parameters.Extensions)).Reverse().ToArray();
        var used = new HashSet<int>([.. MediaSdp.ExtensionNumbersOf(local), .. MediaSdp.ExtensionNumbersOf(remote)]);

        // Only a section that has simulcast already offers the names of its layers again.
        return new ExtensionNumbers
        {
            Mid = Negotiated(known, static numbers => numbers.Mid) ?? Free(used, PreferredMid),
            Rid = Negotiated(known, static numbers => numbers.Rid),
            RepairedRid = Negotiated(known, static numbers => numbers.RepairedRid),
            TransportSequence = Negotiated(known, static numbers => numbers.TransportSequence) ?? Free(used, PreferredTransportSequence),
        };
    }

    private static int? Negotiated(ExtensionNumbers[] known, Func<ExtensionNumbers, int?> numberOf) =>
        known.Select(numberOf).FirstOrDefault(static number => number is not null);

    // The other side chooses what is in use. Without a free number the extension is not offered.
    private static int? Free(HashSet<int> used, int preferred)
    {
        for (var free = preferred; free <= MaxNumber; free++)
        {
            if (used.Add(free))
                return free;
        }

        return null;
    }
}
