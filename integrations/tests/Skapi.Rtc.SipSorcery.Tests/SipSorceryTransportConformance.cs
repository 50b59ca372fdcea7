using Skapi.Rtc.Conformance;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.SipSorcery.Tests;

public sealed class SipSorceryTransportConformance : TransportConformance
{
    protected override IRtcTransport Transport { get; } = new SipSorceryTransport();
}
