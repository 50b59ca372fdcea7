using Skapi.Protocol;

namespace Skapi.Bridges.MessagePack.Tests;

/// <summary>The same events as emitted messages and as hand-written classes.</summary>
public static class Examples
{
    private static readonly DateTime Then = new(2026, 3, 4, 5, 6, 7, 890, DateTimeKind.Utc);

    public static RtcEvent.DataChannelMessage Message { get; } = new()
    {
        Target = new() { Cid = "cid:alice", Label = "text-chat" },
        ElapsedMilliseconds = 1234.5,
        Data = new string('x', 100),
        LastEventId = "",
        Origin = "",
        ReadyState = DataChannelState.Open,
        BufferedAmount = 70000,
    };

    public static HandWrittenMessage HandWrittenMessage { get; } = new()
    {
        Target = new() { Cid = "cid:alice", Label = "text-chat" },
        TimeStamp = 1234.5,
        Data = new string('x', 100),
        ReadyState = "open",
        BufferedAmount = 70000,
    };

    public static RtcEvent.IceCandidateFound Candidate { get; } = new()
    {
        Target = new() { Cid = "cid:alice" },
        Timestamp = new DateTimeOffset(Then),
        Candidate = "candidate:1 1 udp 2113937151 192.0.2.1 54400 typ host",
        SdpMid = "0",
        SdpMLineIndex = 0,
        UsernameFragment = "Yg3j",
        Protocol = "udp",
        GatheringState = IceGatheringState.Gathering,
        IceConnectionState = IceConnectionState.Checking,
    };

    public static HandWrittenCandidate HandWrittenCandidate { get; } = new()
    {
        Target = new() { Cid = "cid:alice" },
        Timestamp = Then,
        Candidate = "candidate:1 1 udp 2113937151 192.0.2.1 54400 typ host",
        SdpMid = "0",
        SdpMLineIndex = 0,
        UsernameFragment = "Yg3j",
        Protocol = "udp",
        GatheringState = "gathering",
        ConnectionState = "checking",
    };
}
