using System.Buffers.Binary;

namespace Skapi.Rtc.Managed.Rtcp;

/// <summary>One packet of a compound RTCP packet (RFC 3550, section 6.1).</summary>
internal readonly ref struct RtcpPacket
{
    /// <summary>The number of bytes of a header.</summary>
    public const int HeaderSize = 4;

    private const int Version = 2;
    private const int PaddingFlag = 0x20;
    private const int CountMask = 0x1F;
    private const byte FirstType = 192;
    private const byte LastType = 223;

    private RtcpPacket(RtcpType type, int count, ReadOnlySpan<byte> body)
    {
        Type = type;
        Count = count;
        Body = body;
    }

    /// <summary>The type. It may be one that this side does not know.</summary>
    public RtcpType Type { get; }

    /// <summary>The number of reports or sources, or the kind of feedback.</summary>
    public int Count { get; }

    /// <summary>What follows the header, without padding.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>Whether a datagram that is RTP or RTCP is RTCP (RFC 5761, section 4).</summary>
    public static bool IsRtcp(ReadOnlySpan<byte> datagram) => datagram.Length >= 2 && datagram[1] is >= FirstType and <= LastType;

    /// <summary>Reads the first packet and moves behind it.</summary>
    /// <returns>False at the end, or if what follows is malformed.</returns>
    public static bool TryRead(ref ReadOnlySpan<byte> compound, out RtcpPacket packet)
    {
        packet = default;
        if (compound.Length < HeaderSize || compound[0] >> 6 != Version)
            return false;

        var length = HeaderSize + (BinaryPrimitives.ReadUInt16BigEndian(compound[2..]) * sizeof(uint));
        if (length > compound.Length)
            return false;

        var body = compound[HeaderSize..length];
        if ((compound[0] & PaddingFlag) != 0)
        {
            if (body.IsEmpty || body[^1] > body.Length)
                return false;

            body = body[..^body[^1]];
        }

        packet = new RtcpPacket((RtcpType)compound[1], compound[0] & CountMask, body);
        compound = compound[length..];
        return true;
    }
}
