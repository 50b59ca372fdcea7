namespace Skapi.Rtc.Managed.Congestion;

/// <summary>Divides what the path carries between media and data: half for each, and what one does not use is the other's.</summary>
internal sealed class BitrateShares
{
    private const double Half = 0.5;
    private const int Bins = 20;

    // While the path shows no queue, data try a little more than the estimate, and the double before its limit was met.
    private const double TrialFactor = 1.25;
    private const double StartFactor = 2;

    private static readonly TimeSpan Bin = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan DataMemory = TimeSpan.FromSeconds(1);

    private readonly RateMeter _sound = new(Bin, Bins);
    private readonly RateMeter _pictures = new(Bin, Bins);
    private readonly RateMeter _data = new(Bin, Bins);
    private TimeSpan? _dataWaitedAt;
    private TimeSpan? _mediaSentAt;

    /// <summary>A packet of media is sent.</summary>
    public void OnMediaSent(int size, bool isSound, TimeSpan now)
    {
        (isSound ? _sound : _pictures).Add(size, now);
        _mediaSentAt = now;
    }

    /// <summary>A packet of data is sent.</summary>
    public void OnDataSent(int size, TimeSpan now) => _data.Add(size, now);

    /// <summary>Data wait to be sent.</summary>
    public void OnDataWaiting(TimeSpan now) => _dataWaitedAt = now;

    /// <summary>Whether media are sent at present.</summary>
    public bool IsMediaSent(TimeSpan now) => _mediaSentAt is { } at && now - at <= DataMemory;

    /// <summary>The bits a second for pictures.</summary>
    /// <param name="total">What the path carries.</param>
    /// <param name="limit">What the other side wants of media, or null without a limit. Data have no part in it.</param>
    /// <param name="now">The current time.</param>
    public double PicturesOf(double total, double? limit, TimeSpan now)
    {
        var media = now - _dataWaitedAt <= DataMemory ? Math.Max(total * Half, total - (_data.RateAt(now) ?? 0)) : total;
        return Math.Max(Math.Min(media, limit ?? media) - (_sound.RateAt(now) ?? 0), 0);
    }

    /// <summary>The bits a second for sound: half, or everything if nothing else is sent.</summary>
    /// <param name="total">What the path carries.</param>
    /// <param name="limit">What the other side wants of media, or null without a limit. Data have no part in it.</param>
    /// <param name="now">The current time.</param>
    public double SoundOf(double total, double? limit, TimeSpan now)
    {
        var hasPictures = _pictures.RateAt(now) > 0;
        var sound = hasPictures || now - _dataWaitedAt <= DataMemory ? total * Half : total;
        return limit is { } wanted ? Math.Min(sound, hasPictures ? wanted * Half : wanted) : sound;
    }

    /// <summary>The bits a second for data while media are sent.</summary>
    public double DataOf(BandwidthEstimator estimator, TimeSpan now)
    {
        var total = estimator.TargetRate;
        var media = (_sound.RateAt(now) ?? 0) + (_pictures.RateAt(now) ?? 0);
        var factor = !estimator.IsQuiet ? 1 : estimator.IsStarting ? StartFactor : TrialFactor;
        return Math.Max(total * Half, (total * factor) - media);
    }
}
