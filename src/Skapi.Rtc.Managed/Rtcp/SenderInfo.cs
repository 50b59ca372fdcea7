using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Rtcp;

/// <summary>What a sender reports about a source of its own (RFC 3550, section 6.4.1).</summary>
internal readonly record struct SenderInfo
{
    /// <summary>The time of the report, as an NTP time stamp.</summary>
    public ulong NtpTime { get; init; }

    /// <summary>The same time, as an RTP time stamp of the source.</summary>
    public uint RtpTime { get; init; }

    /// <summary>The number of packets sent.</summary>
    public uint Packets { get; init; }

    /// <summary>The number of payload bytes sent.</summary>
    public uint Bytes { get; init; }

    /// <summary>Reads the part of a sender report that follows the source. The reader says whether it was there.</summary>
    public static SenderInfo Read(ref WireReader reader) => new()
    {
        NtpTime = ((ulong)reader.ReadUInt32() << 32) | reader.ReadUInt32(),
        RtpTime = reader.ReadUInt32(),
        Packets = reader.ReadUInt32(),
        Bytes = reader.ReadUInt32(),
    };

    /// <summary>Writes the part of a sender report that follows the source.</summary>
    public void Write(ref WireWriter writer)
    {
        writer.WriteUInt32((uint)(NtpTime >> 32));
        writer.WriteUInt32((uint)NtpTime);
        writer.WriteUInt32(RtpTime);
        writer.WriteUInt32(Packets);
        writer.WriteUInt32(Bytes);
    }
}
