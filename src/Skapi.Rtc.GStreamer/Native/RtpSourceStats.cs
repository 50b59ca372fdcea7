namespace Skapi.Rtc.GStreamer.Native;

/// <summary>The statistics of one RTP source, of this side or of the other.</summary>
internal sealed record RtpSourceStats
{
    // RFC 3550, section 6.4.1: fixed point with 16 bits after the point, and with 8.
    private const double RoundTripUnit = 65536.0;
    private const double FractionUnit = 256.0;

    /// <summary>The synchronization source.</summary>
    public uint Ssrc { get; private init; }

    /// <summary>Whether it is a source of this side.</summary>
    public bool IsInternal { get; private init; }

    /// <summary>The clock rate, or -1 if it is not known.</summary>
    public int ClockRate { get; private init; }

    public long PacketsSent { get; private init; }

    public long OctetsSent { get; private init; }

    public long PacketsReceived { get; private init; }

    public long OctetsReceived { get; private init; }

    public int PacketsLost { get; private init; }

    /// <summary>The variation of the arrival times, in units of the clock rate.</summary>
    public uint Jitter { get; private init; }

    public uint SentPli { get; private init; }

    public uint ReceivedPli { get; private init; }

    /// <summary>The source of this side that the other side's last report is about, or null without a report.</summary>
    public uint? ReportedSsrc { get; private init; }

    /// <summary>The share of packets that the report says are lost, from 0 to 1.</summary>
    public double ReportedFractionLost { get; private init; }

    public int ReportedPacketsLost { get; private init; }

    public uint ReportedJitter { get; private init; }

    public TimeSpan ReportedRoundTrip { get; private init; }

    /// <summary>Reads the native form.</summary>
    public static RtpSourceStats Read(nint structure) => new()
    {
        Ssrc = GstStructure.GetUInt(structure, "ssrc") ?? 0,
        IsInternal = GstStructure.GetBoolean(structure, "internal") ?? false,
        ClockRate = GstStructure.GetInt(structure, "clock-rate") ?? -1,
        PacketsSent = (long)(GstStructure.GetUInt64(structure, "packets-sent") ?? 0),
        OctetsSent = (long)(GstStructure.GetUInt64(structure, "octets-sent") ?? 0),
        PacketsReceived = (long)(GstStructure.GetUInt64(structure, "packets-received") ?? 0),
        OctetsReceived = (long)(GstStructure.GetUInt64(structure, "octets-received") ?? 0),
        PacketsLost = GstStructure.GetInt(structure, "packets-lost") ?? 0,
        Jitter = GstStructure.GetUInt(structure, "jitter") ?? 0,
        SentPli = GstStructure.GetUInt(structure, "sent-pli-count") ?? 0,
        ReceivedPli = GstStructure.GetUInt(structure, "recv-pli-count") ?? 0,
        ReportedSsrc = GstStructure.GetBoolean(structure, "have-rb") == true ? GstStructure.GetUInt(structure, "rb-ssrc") : null,
        ReportedFractionLost = (GstStructure.GetUInt(structure, "rb-fractionlost") ?? 0) / FractionUnit,
        ReportedPacketsLost = GstStructure.GetInt(structure, "rb-packetslost") ?? 0,
        ReportedJitter = GstStructure.GetUInt(structure, "rb-jitter") ?? 0,
        ReportedRoundTrip = TimeSpan.FromSeconds((GstStructure.GetUInt(structure, "rb-round-trip") ?? 0) / RoundTripUnit),
    };
}
