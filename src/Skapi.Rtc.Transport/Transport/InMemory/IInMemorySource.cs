namespace Skapi.Rtc.Transport.InMemory;

/// <summary>Where a track in memory gets its frames.</summary>
internal interface IInMemorySource : IDisposable
{
    /// <summary>Begins to give frames, until it is disposed.</summary>
    void Start(Action<InMemoryFrame> deliver);
}
