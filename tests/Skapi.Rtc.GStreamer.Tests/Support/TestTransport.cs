using Microsoft.Extensions.Logging.Abstractions;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Tests.Support;

/// <summary>The transport under test. It has no state of its own, so one instance serves all tests.</summary>
internal sealed class TestTransport : IRtcTransport
{
    private readonly GStreamerTransport _inner = new();

    private TestTransport()
    {
    }

    public static TestTransport Shared { get; } = new();

    public string Name => _inner.Name;

    public RtcCapabilities Capabilities => _inner.Capabilities;

    /// <summary>Creates a peer that logs to the console, unless the test gives a log of its own.</summary>
    public ValueTask<IRtcPeer> CreatePeerAsync(
        RtcPeerOptions options, IRtcPeerObserver observer, CancellationToken cancellationToken = default) =>
        _inner.CreatePeerAsync(
            options?.LoggerFactory is NullLoggerFactory ? options with { LoggerFactory = new ConsoleLoggerFactory() } : options!,
            observer,
            cancellationToken);
}
