namespace Skapi.Rtc.Managed.Crypto;

/// <summary>Random bytes as an argument, so that a simulation can repeat a run from its seed.</summary>
internal interface IRandomSource
{
    /// <summary>Fills a buffer with random bytes.</summary>
    void Fill(Span<byte> buffer);
}
