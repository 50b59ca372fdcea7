namespace Skapi.Realtime.Gateway.Connections;

/// <summary>The times with which a broken connection is noticed within the times of the options.</summary>
internal static class KeepAlive
{
    /// <summary>How many times in each interval or timeout, whichever is shorter, the clock is looked at, as a .NET socket does.</summary>
    private const double ChecksPerPeriod = 4;

    /// <summary>
    /// Shortens both times in proportion. The clock is checked only now and then, so a ping, and the end of the connection, come up to one
    /// check later than these times. Together that must not exceed the sum of the options.
    /// </summary>
    public static (TimeSpan Interval, TimeSpan Timeout) ForSocket(TimeSpan interval, TimeSpan timeout)
    {
        var sum = interval + timeout;
        var delay = 2 * (interval < timeout ? interval : timeout) / ChecksPerPeriod;
        var factor = sum / (sum + delay);
        return (interval * factor, timeout * factor);
    }

    /// <summary>The time between two checks.</summary>
    public static TimeSpan PeriodOf(TimeSpan interval, TimeSpan timeout) => (interval < timeout ? interval : timeout) / ChecksPerPeriod;
}
