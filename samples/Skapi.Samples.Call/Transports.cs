using Skapi.Rtc;
using Skapi.Rtc.GStreamer;
using Skapi.Rtc.InMemory;
using Skapi.Rtc.Managed;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Transport;

namespace Skapi.Samples.Call;

/// <summary>The WebRTC stacks that this program can use.</summary>
internal static class Transports
{
    private static readonly (string Name, Func<IRtcTransport> Create)[] All =
    [
        // Both peers run on this machine, which may have no network.
        ("managed", static () => new DefaultTransport(new ManagedTransportOptions { LocalAddresses = LocalAddressPolicy.All })),
        ("gstreamer", static () => new GStreamerTransport()),
        ("in-memory", static () => new InMemoryTransport()),
    ];

    /// <summary>The names. The first one is the default.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(static transport => transport.Name)];

    public static IRtcTransport Create(string name) => All.Single(transport => transport.Name == name).Create();
}
