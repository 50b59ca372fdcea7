using Skapi.Rtc.Conformance;
using Skapi.Rtc.Managed;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Codecs.Tests;

/// <summary>What every transport must do, with the managed codecs around the managed transport.</summary>
public sealed class ManagedCodecsConformanceTests : TransportConformance
{
    protected override IRtcTransport Transport { get; } = new ManagedCodecs(new ManagedTransport());
}
