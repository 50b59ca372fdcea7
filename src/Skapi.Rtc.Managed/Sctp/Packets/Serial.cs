namespace Skapi.Rtc.Managed.Sctp.Packets;

/// <summary>Compares numbers that wrap around (RFC 1982; RFC 9260, section 1.6).</summary>
internal static class Serial
{
    /// <summary>Whether one number comes before another.</summary>
    public static bool IsBefore(uint one, uint other) => (int)(one - other) < 0;

    /// <summary>Whether one number comes before another or is the same.</summary>
    public static bool IsUpTo(uint one, uint other) => (int)(one - other) <= 0;

    /// <summary>Whether one number comes before another.</summary>
    public static bool IsBefore(ushort one, ushort other) => (short)(one - other) < 0;
}
