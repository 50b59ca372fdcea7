using Skapi.Rtc.Conformance;
using Skapi.Rtc.GStreamer.Codecs;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Tests.Codecs;

/// <summary>What every transport must do, with the codecs around one without codecs.</summary>
public sealed class GStreamerCodecsConformance : TransportConformance
{
    protected override IRtcTransport Transport { get; } = new GStreamerCodecs(new EncodedOnlyTransport(RtcCapabilities.ReplaceableSources));
}
