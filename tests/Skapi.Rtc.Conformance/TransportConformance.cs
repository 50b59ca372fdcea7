using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Conformance;

/// <summary>
/// What every transport must do. A transport's test project derives a class and gives its transport; what the transport says it cannot
/// do, it must refuse.
/// </summary>
public abstract partial class TransportConformance
{
    protected abstract IRtcTransport Transport { get; }

    private bool Can(RtcCapabilities capability) => Transport.Capabilities.HasFlag(capability);
}
