using Skapi.Rtc.GStreamer.Codecs;
using Skapi.Rtc.Managed;
using Skapi.Rtc.Transport;

namespace Skapi.Browser.Tests.Rig;

/// <summary>A gateway and a Firefox. The .NET peers use the managed transport, with GStreamer's codecs.</summary>
public sealed class ManagedFirefoxRig : FirefoxRig
{
    private static readonly GStreamerCodecs Managed = new(new ManagedTransport());

    protected override IRtcTransport Transport => Managed;
}
