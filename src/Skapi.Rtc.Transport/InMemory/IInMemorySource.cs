namespace Skapi.Rtc.InMemory;

/// <summary>Where a track in memory gets its frames.</summary>
internal interface IInMemorySource : IDisposable
{
    /// <summary>Begins to give frames, until it is disposed.</summary>
    void Start(Action<InMemoryFrame> deliver);

    /// <summary>The other side needs a key frame. A source of raw frames has nothing to do.</summary>
    void RequestKeyFrame()
    {
    }
}
