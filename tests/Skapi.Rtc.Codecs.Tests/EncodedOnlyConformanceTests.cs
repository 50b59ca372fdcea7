using Skapi.Rtc.Conformance;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Codecs.Tests;

/// <summary>What every transport must do, with the managed codecs around a transport whose descriptions name no codecs.</summary>
public sealed class EncodedOnlyConformanceTests : TransportConformance
{
    protected override IRtcTransport Transport { get; } = new ManagedCodecs(new EncodedOnlyTransport());
}
