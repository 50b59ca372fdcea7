using Skapi.Rtc.GStreamer;
using Skapi.Rtc.InMemory;
using Skapi.Rtc.Managed;
using Skapi.Rtc.Transport;

namespace Skapi.Samples.Call;

/// <summary>The WebRTC stacks that this program can use.</summary>
internal static class Transports
{
    private static readonly Dictionary<string, Func<IRtcTransport>> ByName = new(StringComparer.Ordinal)
    {
        ["gstreamer"] = static () => new GStreamerTransport(),
        ["managed"] = static () => new ManagedTransport(),
        ["in-memory"] = static () => new InMemoryTransport(),
    };

    public static IReadOnlyCollection<string> Names => ByName.Keys;

    public static IRtcTransport Create(string name) => ByName[name]();
}
