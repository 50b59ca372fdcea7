using Skapi.Rtc.Conformance;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.InMemory.Tests;

public sealed class InMemoryTransportConformance : TransportConformance
{
    protected override IRtcTransport Transport { get; } = new InMemoryTransport();
}
