using System.Buffers.Binary;
using Skapi.Rtc.Managed.Dtls.Records;
using Skapi.Rtc.Managed.Stun;
using Skapi.Rtc.Managed.Turn;

namespace Skapi.Rtc.Managed.Core;

/// <summary>
/// Finds the ends of datagrams that a read returned together. STUN messages, DTLS records and data of TURN channels carry their lengths.
/// </summary>
internal static class CoalescedDatagrams
{
    /// <summary>The number of bytes of the first STUN message or of the DTLS records at the start. All bytes, if it is neither.</summary>
    public static int LengthOfFirst(ReadOnlySpan<byte> datagrams)
    {
        if (StunMessage.IsStun(datagrams))
            return Math.Min(StunMessage.HeaderSize + BinaryPrimitives.ReadUInt16BigEndian(datagrams[2..]), datagrams.Length);

        if (ChannelData.IsChannelData(datagrams))
            return LengthOfChannelData(datagrams);

        var rest = datagrams;
        while (rest.Length >= RecordHeader.Size && IsDtls(rest[0]))
        {
            var length = RecordHeader.Size + BinaryPrimitives.ReadUInt16BigEndian(rest[(RecordHeader.Size - sizeof(ushort))..]);
            if (length > rest.Length)
                return datagrams.Length;

            rest = rest[length..];
        }

        return rest.Length == datagrams.Length ? datagrams.Length : datagrams.Length - rest.Length;
    }

    // A datagram may be padded to a multiple of four bytes (RFC 8656, section 12.5). The next one begins like data of a channel or STUN,
    // and a channel's data are followed by zeros if they are padded.
    private static int LengthOfChannelData(ReadOnlySpan<byte> datagrams)
    {
        var length = Math.Min(ChannelData.LengthOf(datagrams), datagrams.Length);
        var padded = Math.Min(ChannelData.Pad(length), datagrams.Length);
        return datagrams[length..padded].ContainsAnyExcept((byte)0) ? length : padded;
    }

    /// <summary>Whether a datagram begins like a DTLS record (RFC 7983).</summary>
    public static bool IsDtls(byte first) => first is >= 20 and <= 63;

    /// <summary>Whether a datagram begins like RTP or RTCP (RFC 7983).</summary>
    public static bool IsMedia(byte first) => first is >= 128 and <= 191;
}
