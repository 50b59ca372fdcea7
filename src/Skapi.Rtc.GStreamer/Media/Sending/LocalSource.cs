namespace Skapi.Rtc.GStreamer.Media.Sending;

/// <summary>Where a local track's media comes from.</summary>
internal abstract class LocalSource : IDisposable
{
    /// <summary>The elements that the source is made of, to see whether they are installed.</summary>
    public abstract IEnumerable<string> Elements { get; }

    /// <summary>Builds the source.</summary>
    /// <param name="bin">Where its elements go.</param>
    /// <returns>The element that gives out the media.</returns>
    public abstract nint Build(nint bin);

    /// <summary>Starts the source, once the peers are connected.</summary>
    /// <param name="bin">The bin that the source was built in.</param>
    public virtual void Start(nint bin)
    {
    }

    /// <summary>Holds the media back. Only for sources whose media cannot be made silent or black.</summary>
    public virtual void SetMuted(bool muted)
    {
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}
