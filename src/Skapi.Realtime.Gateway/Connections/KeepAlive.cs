namespace Skapi.Realtime.Gateway.Connections;

/// <summary>The times that a socket gets so that it notices a broken connection within the times of the options.</summary>
internal static class KeepAlive
{
    /// <summary>How many times in each interval or timeout, whichever is shorter, a .NET socket looks at its clock.</summary>
    private const double ChecksPerPeriod = 4;

    /// <summary>
    /// Shortens both times in proportion. A .NET socket checks its clock only now and then, so it pings, and aborts, up to one check
    /// later than it was told to. Together that must not exceed the sum of the options.
    /// </summary>
    public static (TimeSpan Interval, TimeSpan Timeout) ForSocket(TimeSpan interval, TimeSpan timeout)
    {
        var sum = interval + timeout;
        var delay = 2 * (interval < timeout ? interval : timeout) / ChecksPerPeriod;
        var factor = sum / (sum + delay);
        return (interval * factor, timeout * factor);
    }
}
