using Skapi.Rtc.Conformance;
using Skapi.Rtc.GStreamer.Tests.Support;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Tests;

public sealed class GStreamerTransportConformance : TransportConformance
{
    protected override IRtcTransport Transport => TestTransport.Shared;
}
