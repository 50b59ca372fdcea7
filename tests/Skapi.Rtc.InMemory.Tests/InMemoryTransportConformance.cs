using Skapi.Rtc.Conformance;
using Skapi.Rtc.Transport;
using Skapi.Rtc.Transport.InMemory;

namespace Skapi.Rtc.InMemory.Tests;

public sealed class InMemoryTransportConformance : TransportConformance
{
    protected override IRtcTransport Transport { get; } = new InMemoryTransport();
}
