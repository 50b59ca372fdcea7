using System.Globalization;

namespace Skapi.Rtc.Benchmarks.Transports;

/// <summary>What a network does to packets.</summary>
/// <param name="RoundTrip">The round-trip time.</param>
/// <param name="LossPercent">How many of a hundred packets are lost, each way.</param>
/// <param name="ReorderPercent">How many of a hundred packets are delayed while the others overtake them.</param>
internal sealed record NetworkFaults(TimeSpan RoundTrip, int LossPercent = 0, int ReorderPercent = 0)
{
    public static IReadOnlyList<NetworkFaults> All { get; } =
    [
        new(TimeSpan.FromMilliseconds(20)),
        new(TimeSpan.FromMilliseconds(50)),
        new(TimeSpan.FromMilliseconds(20), LossPercent: 1),
        new(TimeSpan.FromMilliseconds(50), LossPercent: 1),
        new(TimeSpan.FromMilliseconds(50), LossPercent: 5),
        new(TimeSpan.FromMilliseconds(20), ReorderPercent: 5),
    ];

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{RoundTrip.TotalMilliseconds:0} ms, {LossPercent} % lost, {ReorderPercent} % reordered");
}
