using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Running;

/// <summary>The media that the app sends and receives in a call, and the channels that it opens.</summary>
internal sealed record CallPlan(MediaOptions? Media, IReadOnlyList<DataChannelOptions> Channels)
{
    public static CallPlan Nothing { get; } = new(null, []);
}
