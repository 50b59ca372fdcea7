namespace Skapi.Protocol.Benchmarks;

/// <summary>The same two events for every peer: a data channel's message of 100 characters, and an ICE candidate.</summary>
internal static class Events
{
    private const string Candidate = "candidate:842163049 1 udp 1677729535 203.0.113.7 54321 typ srflx raddr 0.0.0.0 rport 0 generation 0 ufrag EsAw network-cost 999";
    private static readonly string Data = string.Concat(Enumerable.Repeat("0123456789", 10));
    private static readonly DateTimeOffset Timestamp = new(2024, 5, 6, 7, 8, 9, 123, TimeSpan.Zero);

    public static RtcEvent Ours(EventKind kind) => kind == EventKind.Message
        ? new RtcEvent.DataChannelMessage
        {
            Target = new() { Cid = "cid:Xk2p9QdTlPECGAQ=", Label = "text-chat" },
            TimeStamp = 12345.5,
            Data = Data,
            LastEventId = "",
            Origin = "",
            ReadyState = DataChannelState.Open,
            BufferedAmount = 0,
        }
        : new RtcEvent.IceCandidateFound
        {
            Target = new() { Cid = "cid:Xk2p9QdTlPECGAQ=" },
            Timestamp = Timestamp,
            Candidate = Candidate,
            SdpMid = "0",
            SdpMLineIndex = 0,
            UsernameFragment = "EsAw",
            Protocol = "udp",
            GatheringState = IceGatheringState.Gathering,
            IceConnectionState = IceConnectionState.New,
        };

    public static PlatformEvent Platform(EventKind kind) => kind == EventKind.Message
        ? new PlatformMessage(new("cid:Xk2p9QdTlPECGAQ=", "text-chat"), 12345.5, Data, "", "", "open", 0)
        : new PlatformCandidate(new("cid:Xk2p9QdTlPECGAQ="), Timestamp, Candidate, "0", 0, "EsAw", "udp", "gathering", "new");

    public static Protobuf.RtcEvent Proto(EventKind kind) => kind == EventKind.Message
        ? new()
        {
            Message = new() { Cid = "cid:Xk2p9QdTlPECGAQ=", Label = "text-chat", TimeStamp = 12345.5, Data = Data, ReadyState = "open" },
        }
        : new()
        {
            IceCandidate = new()
            {
                Cid = "cid:Xk2p9QdTlPECGAQ=",
                Timestamp = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(Timestamp),
                Candidate = Candidate,
                SdpMid = "0",
                SdpMLineIndex = 0,
                UsernameFragment = "EsAw",
                Protocol = "udp",
                GatheringState = "gathering",
                ConnectionState = "new",
            },
        };
}
