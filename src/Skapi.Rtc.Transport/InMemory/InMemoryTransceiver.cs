using Skapi.Protocol;

namespace Skapi.Rtc.InMemory;

/// <summary>A media section as this side sees it (W3C WebRTC, RTCRtpTransceiver).</summary>
internal sealed class InMemoryTransceiver(MediaKind kind, string mid, string trackId)
{
    public MediaKind Kind => kind;

    public string Mid { get; set; } = mid;

    /// <summary>Whether this side has added a source, which may have been removed since.</summary>
    public bool IsSender { get; set; }

    /// <summary>The source of what this side sends, or null if it sends nothing at present.</summary>
    public IInMemorySource? Source { get; set; }

    /// <summary>What was sent so far.</summary>
    public InMemoryCounter Sent { get; } = new();

    /// <summary>How often the other side asked for a key frame.</summary>
    public long KeyFrameRequests { get; set; }

    public InMemorySection Describe(string streamId, bool sends, bool receives) =>
        new(Mid, kind, sends, receives, sends ? streamId : null, sends ? trackId : null);
}
