using System.Buffers.Binary;
using SIPSorcery.Net;

namespace Skapi.Rtc.SipSorcery.Sctp;

/// <summary>Writes the RE-CONFIG chunks (RFC 6525, sections 3 and 4) that close a data channel (RFC 8831, section 6.7).</summary>
internal static class ReconfigChunk
{
    public const ushort OutgoingResetRequest = 13;
    public const ushort IncomingResetRequest = 14;
    public const ushort Response = 16;

    /// <summary>Writes a request: the sender's stream begins again at 0, once everything up to the TSN has arrived.</summary>
    public static SctpChunk RequestReset(uint request, uint lastPeerRequest, uint lastTsn, ushort stream)
    {
        var value = new byte[18];
        WriteHeader(value, OutgoingResetRequest, 18);
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(4), request);
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(8), lastPeerRequest);
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(12), lastTsn);
        BinaryPrimitives.WriteUInt16BigEndian(value.AsSpan(16), stream);
        return Wrap(value);
    }

    /// <summary>Writes the response to a request of the other side.</summary>
    public static SctpChunk Respond(uint peerRequest, ReconfigResult result)
    {
        var value = new byte[12];
        WriteHeader(value, Response, 12);
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(4), peerRequest);
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(8), (uint)result);
        return Wrap(value);
    }

    private static void WriteHeader(Span<byte> value, ushort type, ushort length)
    {
        BinaryPrimitives.WriteUInt16BigEndian(value, type);
        BinaryPrimitives.WriteUInt16BigEndian(value[2..], length);
    }

    private static SctpChunk Wrap(byte[] value) => new((SctpChunkType)SctpPacket.Reconfig) { ChunkValue = value };
}
