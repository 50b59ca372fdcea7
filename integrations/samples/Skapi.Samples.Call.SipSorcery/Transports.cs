using Skapi.Rtc.GStreamer.Codecs;
using Skapi.Rtc.SipSorcery;
using Skapi.Rtc.Transport;

namespace Skapi.Samples.Call;

/// <summary>The WebRTC stack that this program uses: SIPSorcery, with the codecs of GStreamer.</summary>
internal static class Transports
{
    private const string Name = "sipsorcery";

    public static IReadOnlyList<string> Names { get; } = [Name];

    public static IRtcTransport Create(string name) => name == Name
        ? new GStreamerCodecs(new SipSorceryTransport())
        : throw new ArgumentException($"This program runs over {Name}: call it with --transport {Name}.", nameof(name));
}
