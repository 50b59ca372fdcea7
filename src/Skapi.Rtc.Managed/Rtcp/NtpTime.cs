namespace Skapi.Rtc.Managed.Rtcp;

/// <summary>Converts times to and from NTP time stamps (RFC 3550, section 4).</summary>
internal static class NtpTime
{
    private static readonly DateTimeOffset Epoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The time stamp of 64 bits: seconds since 1900, and their fraction.</summary>
    public static ulong Of(DateTimeOffset time)
    {
        var ticks = (UInt128)(ulong)(time - Epoch).Ticks;
        return (ulong)((ticks << 32) / TimeSpan.TicksPerSecond);
    }

    /// <summary>The middle 32 bits of a time stamp: seconds in 16 bits, and their fraction in 16 bits.</summary>
    public static uint Middle(ulong time) => (uint)(time >> 16);

    /// <summary>A duration in units of 1/65,536 seconds.</summary>
    public static uint ToUnits(TimeSpan duration) => (uint)Math.Clamp(duration.TotalSeconds * 65536, 0, uint.MaxValue);

    /// <summary>A duration that is given in units of 1/65,536 seconds.</summary>
    public static TimeSpan FromUnits(uint units) => TimeSpan.FromSeconds(units / 65536.0);
}
