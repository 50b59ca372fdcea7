namespace Skapi.Rtc.Managed.Congestion;

/// <summary>Measures the rate at which the packets of one probe were sent and arrived.</summary>
/// <param name="id">The number of the probe.</param>
/// <param name="rate">The rate that is tried, in bits a second.</param>
internal sealed class ProbeMeasurement(int id, double rate)
{
    /// <summary>The minimum number of packets of a probe.</summary>
    public const int MinPackets = 5;

    private const double MinArrived = 0.8;
    private const double MaxRatio = 2;
    private const double SaturatedRatio = 0.9;
    private const double Usable = 0.95;

    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(15);

    private int _sent;
    private long _sentBytes;
    private int _arrived;
    private long _arrivedBytes;
    private TimeSpan _firstSent = TimeSpan.MaxValue;
    private TimeSpan _firstArrived = TimeSpan.MaxValue;
    private TimeSpan _lastSent = TimeSpan.MinValue;
    private TimeSpan _lastArrived = TimeSpan.MinValue;
    private int _firstSize;
    private int _lastSize;

    /// <summary>The number of the probe.</summary>
    public int Id => id;

    /// <summary>The rate that is tried, in bits a second.</summary>
    public double Rate => rate;

    /// <summary>Whether all packets were sent.</summary>
    public bool IsSent => _sent >= MinPackets && _sentBytes >= rate / 8 * Duration.TotalSeconds;

    /// <summary>The rate that the path has carried in bits a second; null while it is not known.</summary>
    public double? Result { get; private set; }

    /// <summary>A packet of the probe is sent.</summary>
    public void OnSent(int size)
    {
        _sent++;
        _sentBytes += size;
    }

    /// <summary>A packet of the probe has arrived.</summary>
    public void OnArrived(in SentPacket packet, TimeSpan arrivedAt)
    {
        _arrived++;
        _arrivedBytes += packet.Size;
        if (packet.SentAt < _firstSent)
            _firstSent = packet.SentAt;
        if (packet.SentAt >= _lastSent)
            (_lastSent, _lastSize) = (packet.SentAt, packet.Size);
        if (arrivedAt < _firstArrived)
            (_firstArrived, _firstSize) = (arrivedAt, packet.Size);
        if (arrivedAt > _lastArrived)
            _lastArrived = arrivedAt;

        if (IsSent && _arrived >= _sent * MinArrived && _arrivedBytes >= _sentBytes * MinArrived)
            Result = Compute();
    }

    // The last packet takes its time after it was sent, and the first one took it before it arrived.
    private double? Compute()
    {
        var (sending, arriving) = (_lastSent - _firstSent, _lastArrived - _firstArrived);
        if (sending <= TimeSpan.Zero || arriving <= TimeSpan.Zero)
            return null;

        var sent = (_arrivedBytes - _lastSize) * 8 / sending.TotalSeconds;
        var arrived = (_arrivedBytes - _firstSize) * 8 / arriving.TotalSeconds;

        // Packets that were held back and came at once measure nothing.
        if (arrived > sent * MaxRatio)
            return null;

        return arrived < sent * SaturatedRatio ? arrived * Usable : Math.Min(sent, arrived);
    }
}
