using Skapi.Protocol;

namespace Skapi.Rtc.Transport.InMemory;

/// <summary>A media section as this side sees it (W3C WebRTC, RTCRtpTransceiver).</summary>
internal sealed class InMemoryTransceiver(MediaKind kind, string mid, string trackId)
{
    public MediaKind Kind => kind;

    public string Mid { get; set; } = mid;

    /// <summary>What this side sends; null where it only receives.</summary>
    public IInMemorySource? Source { get; set; }

    public InMemorySection Describe(string streamId, bool sends, bool receives) =>
        new(Mid, kind, sends, receives, sends ? streamId : null, sends ? trackId : null);
}
