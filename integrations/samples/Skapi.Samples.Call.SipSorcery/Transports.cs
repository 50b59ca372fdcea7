using Skapi.Rtc.BorrowedCodecs;
using Skapi.Rtc.GStreamer;
using Skapi.Rtc.SipSorcery;
using Skapi.Rtc.Transport;

namespace Skapi.Samples.Call;

/// <summary>The WebRTC stack that this program uses: SIPSorcery, with pictures encoded and decoded by GStreamer.</summary>
internal static class Transports
{
    private const string Name = "sipsorcery";

    public static IReadOnlyCollection<string> Names { get; } = [Name];

    public static IRtcTransport Create(string name) => name == Name
        ? new CodecTransport(new SipSorceryTransport(), new GStreamerTransport())
        : throw new ArgumentException($"This program runs over {Name}: call it with --transport {Name}.", nameof(name));
}
