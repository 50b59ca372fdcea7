using Skapi.Rtc.Managed.Crypto;

namespace Skapi.Rtc.Managed.Tests.Simulation;

/// <summary>Random bytes from a seed.</summary>
internal sealed class SeededRandom(int seed) : IRandomSource
{
    private readonly Random _random = new(seed);

    public void Fill(Span<byte> buffer) => _random.NextBytes(buffer);
}
