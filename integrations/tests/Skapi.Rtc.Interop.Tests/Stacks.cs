using Skapi.Rtc.GStreamer;
using Skapi.Rtc.SipSorcery;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Interop.Tests;

/// <summary>The stacks that meet here. They have no state of their own.</summary>
public static class Stacks
{
    public static IRtcTransport SipSorcery { get; } = new SipSorceryTransport();

    public static IRtcTransport GStreamer { get; } = new GStreamerTransport();

    /// <summary>Who offers or calls, and who answers.</summary>
    public static TheoryData<string, string> Pairs => new()
    {
        { nameof(SipSorcery), nameof(GStreamer) },
        { nameof(GStreamer), nameof(SipSorcery) },
        { nameof(SipSorcery), nameof(SipSorcery) },
    };

    public static IRtcTransport Named(string name) => name == nameof(SipSorcery) ? SipSorcery : GStreamer;
}
