using Skapi.Rtc.Codecs;
using Skapi.Rtc.GStreamer;
using Skapi.Rtc.GStreamer.Codecs;
using Skapi.Rtc.Managed;
using Skapi.Rtc.SipSorcery;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Interop.Tests;

/// <summary>The stacks that are tested with each other. They have no state of their own.</summary>
public static class Stacks
{
    public static IRtcTransport SipSorcery { get; } = new SipSorceryTransport();

    /// <summary>SIPSorcery, which has no codec for video, with GStreamer's codecs.</summary>
    public static IRtcTransport SipSorceryWithCodecs { get; } = new GStreamerCodecs(SipSorcery);

    public static IRtcTransport GStreamer { get; } = new GStreamerTransport();

    /// <summary>The managed transport with its codecs for sound.</summary>
    public static IRtcTransport Managed { get; } = new ManagedCodecs(new ManagedTransport());

    /// <summary>The managed transport with GStreamer's codecs, for pictures.</summary>
    public static IRtcTransport ManagedWithCodecs { get; } = new GStreamerCodecs(new ManagedTransport());

    /// <summary>The stack that offers or calls, and the one that answers.</summary>
    public static TheoryData<string, string> Pairs => new()
    {
        { nameof(SipSorcery), nameof(GStreamer) },
        { nameof(GStreamer), nameof(SipSorcery) },
        { nameof(SipSorcery), nameof(Managed) },
        { nameof(Managed), nameof(SipSorcery) },
        { nameof(SipSorcery), nameof(SipSorcery) },
    };

    public static IRtcTransport Named(string name) => name switch
    {
        nameof(SipSorcery) => SipSorcery,
        nameof(Managed) => Managed,
        _ => GStreamer,
    };

    public static IRtcTransport WithCodecs(string name) => name switch
    {
        nameof(SipSorcery) => SipSorceryWithCodecs,
        nameof(Managed) => ManagedWithCodecs,
        _ => GStreamer,
    };
}
