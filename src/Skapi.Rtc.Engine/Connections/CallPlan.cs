using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Connections;

/// <summary>What the app wants of a call: the media it sends and receives, and the channels it opens.</summary>
internal sealed record CallPlan(MediaOptions? Media, IReadOnlyList<DataChannelOptions> Channels)
{
    public static CallPlan Nothing { get; } = new(null, []);
}
