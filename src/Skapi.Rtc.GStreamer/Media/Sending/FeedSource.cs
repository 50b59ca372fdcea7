using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Media.Sending;

/// <summary>Media that the app pushes. What it pushes before the track runs is dropped.</summary>
internal abstract class FeedSource(string caps) : LocalSource
{
    private readonly Lock _lock = new();
    private nint _appsrc;
    private IDisposable? _subscription;
    private long _offset;
    private bool _hasOffset;

    /// <inheritdoc/>
    public override IEnumerable<string> Elements => ["appsrc"];

    /// <summary>The maximum number of waiting buffers; the oldest is dropped for a newer one. 0 for no limit.</summary>
    protected virtual int MostQueued => 0;

    /// <inheritdoc/>
    public override nint Build(nint bin)
    {
        _appsrc = GstElement.Add(bin, "appsrc");
        GObject.Set(_appsrc, "is-live", true);
        GObject.Set(_appsrc, "format", "time");
        GObject.Set(_appsrc, "caps", caps);
        GObject.Set(_appsrc, "max-bytes", "0");
        if (MostQueued > 0)
        {
            GObject.Set(_appsrc, "max-buffers", MostQueued.ToString(System.Globalization.CultureInfo.InvariantCulture));
            GObject.Set(_appsrc, "leaky-type", "downstream");
        }

        return _appsrc;
    }

    /// <inheritdoc/>
    public override void Start(nint bin)
    {
        lock (_lock)
        {
            // The element must exist for as long as frames may be pushed, also after its bin.
            GObject.Ref(_appsrc);
            _subscription = Subscribe();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        lock (_lock)
        {
            if (_subscription is null)
                return;

            _subscription.Dispose();
            _subscription = null;
            GObject.Unref(_appsrc);
        }
    }

    /// <summary>Subscribes to what the app pushes.</summary>
    protected abstract IDisposable Subscribe();

    /// <summary>Pushes media into the pipeline.</summary>
    protected void Push<T>(ReadOnlySpan<T> data, TimeSpan timestamp, TimeSpan? duration = null, bool isDelta = false)
        where T : unmanaged
    {
        lock (_lock)
        {
            if (_subscription is null)
                return;

            var buffer = GstBuffer.Copy(data);
            GstBuffer.Pts(buffer) = ToRunningTime(timestamp);
            if (duration is { } length)
                GstBuffer.Duration(buffer) = (ulong)length.Ticks * 100;
            if (isDelta)
                GstBuffer.SetDelta(buffer);
            GstApp.Push(_appsrc, buffer);
        }
    }

    // The app's timestamps begin with its track, the pipeline's with the pipeline. The first frame gives the difference.
    private ulong ToRunningTime(TimeSpan timestamp)
    {
        var nanoseconds = timestamp.Ticks * 100;
        if (!_hasOffset)
        {
            _offset = (long)GstElement.GetCurrentRunningTime(_appsrc) - nanoseconds;
            _hasOffset = true;
        }

        return (ulong)Math.Max(0, nanoseconds + _offset);
    }
}
