namespace Skapi.Rtc.Managed.Sctp.Receiving;

/// <summary>The number of bytes that this side holds for the other. It grows while it slows a fast sender down.</summary>
/// <remarks>
/// A sender that may have a window of bytes on their way sends one window a round trip. If that much arrives in little more than a round
/// trip, a larger window lets it send more.
/// </remarks>
/// <param name="initial">The number of bytes at first.</param>
/// <param name="max">The maximum number of bytes.</param>
internal sealed class ReceiveBuffer(int initial, int max)
{
    // Without a measurement, data are taken to need this long to the other side and back.
    private static readonly TimeSpan AssumedRoundTrip = TimeSpan.FromMilliseconds(100);

    // An acknowledgement may wait, and both ends take their time.
    private static readonly TimeSpan Allowance = TimeSpan.FromMilliseconds(10);

    private TimeSpan _begunAt;
    private long _received;

    /// <summary>The number of bytes.</summary>
    public int Size { get; private set; } = Math.Min(initial, max);

    /// <summary>Counts received bytes.</summary>
    /// <param name="bytes">The number of bytes since the last call.</param>
    /// <param name="held">The number of bytes that are held. An app that is slower than the sender gets no larger buffer.</param>
    /// <param name="roundTrip">The round-trip time, or null if it is not known.</param>
    /// <param name="now">The current time.</param>
    public void OnReceived(int bytes, long held, TimeSpan? roundTrip, TimeSpan now)
    {
        if (Size == max)
            return;

        var period = 2 * (roundTrip ?? AssumedRoundTrip) + Allowance;
        if (now - _begunAt > period)
            (_begunAt, _received) = (now, 0);

        _received += bytes;
        if (_received < Size || held > Size / 2)
            return;

        Size = (int)Math.Min(2L * Size, max);
        (_begunAt, _received) = (now, 0);
    }
}
