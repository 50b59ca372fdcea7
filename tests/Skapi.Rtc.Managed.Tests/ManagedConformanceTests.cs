using Skapi.Rtc.Conformance;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Tests;

public class ManagedConformanceTests : TransportConformance
{
    protected override IRtcTransport Transport { get; } = new ManagedTransport();
}
