using Skapi.Rtc.Managed.Rtp;

namespace Skapi.Rtc.Managed.Media;

/// <content>Simulcast (RFC 8853): packets that name their layer, of which one is received.</content>
internal sealed partial class MediaSession
{
    private static bool TryFindExtension(ReadOnlySpan<byte> packet, RtpHeader header, int? number, out ReadOnlySpan<byte> value)
    {
        value = default;
        return header.ExtensionProfile != 0 && number is { } id
            && HeaderExtensions.TryFind(header.ExtensionProfile, header.ExtensionsOf(packet), id, out value);
    }

    // A sender names the layer until it knows that a packet has arrived (RFC 8852, section 3.2), so a source that is known needs no name.
    private static bool IsOfLayer(Transceiver transceiver, ReadOnlySpan<byte> packet, RtpHeader header)
    {
        var parameters = transceiver.Parameters;
        if (parameters.Layer is not { } layer)
            return true;

        if (!TryFindExtension(packet, header, parameters.Extensions.Rid, out var rid))
        {
            return transceiver.LayerSource == header.Ssrc || transceiver.Incoming.ContainsKey(header.Ssrc)
                || (transceiver.Incoming.Count == 0 && !transceiver.HasNamedLayers);
        }

        // What was received before the first name may be of any layer.
        transceiver.HasNamedLayers = true;
        var isOfLayer = rid.SequenceEqual(layer.Bytes);
        if (!isOfLayer)
            transceiver.RemoveIncoming(header.Ssrc);
        else if (transceiver.LayerSource is null)
            transceiver.RemoveIncomingExcept(header.Ssrc);

        if (isOfLayer)
            transceiver.LayerSource = header.Ssrc;

        return isOfLayer;
    }

    private Transceiver? FindByLayer(ReadOnlySpan<byte> packet, RtpHeader header)
    {
        Transceiver? found = null;
        foreach (var transceiver in _transceivers)
        {
            if (transceiver.Parameters is not { Receives: true, Layer: { } layer, Extensions: var extensions }
                || !(TryFindExtension(packet, header, extensions.Rid, out var rid)
                    || TryFindExtension(packet, header, extensions.RepairedRid, out rid))
                || !rid.SequenceEqual(layer.Bytes))
                continue;

            // Names of layers are unique in their section only.
            if (found is not null)
                return null;

            found = transceiver;
        }

        return found;
    }
}
