namespace Skapi.Rtc.GStreamer.Tests.Support;

/// <summary>The transport under test. It has no state of its own, so that one serves all tests.</summary>
internal static class TestTransport
{
    public static GStreamerTransport Shared { get; } = new(new GStreamerTransportOptions { LoggerFactory = new ConsoleLoggerFactory() });
}
