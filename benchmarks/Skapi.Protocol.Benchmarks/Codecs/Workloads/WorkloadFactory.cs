using System.Globalization;
using System.Text.Json;
using Skapi.Protocol.Benchmarks.Codecs.Peers;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.Benchmarks.Codecs.Workloads;

/// <summary>Makes the message of each workload, the same one for every serializer.</summary>
internal static class WorkloadFactory
{
    private const string Cid = "cid:Xk2p9QdTlPECGAQ=";
    private const string Label = "text-chat";
    private const string Candidate =
        "candidate:842163049 1 udp 1677729535 203.0.113.7 54321 typ srflx raddr 0.0.0.0 rport 0 generation 0 ufrag EsAw network-cost 999";

    private const int ListLength = 1000;

    private static readonly string Ascii = string.Concat(Enumerable.Repeat("0123456789", 10));
    private static readonly string Korean = string.Concat(Enumerable.Repeat("안녕하세요 반갑습니다! 오늘은 😀🎉 ", 4)) + "그럼 이만 안녕히 계세요.";
    private static readonly DateTime Timestamp = new(2024, 5, 6, 7, 8, 9, 123, DateTimeKind.Utc);

    public static PeerSet Create(Workload workload) => workload switch
    {
        Workload.Message => CreateMessage(Ascii),
        Workload.Text => CreateMessage(Korean),
        Workload.Candidate => CreateCandidate(),
        Workload.Nested => CreateNested(),
        _ => CreateList(),
    };

    private static PeerSet CreateMessage(string data) => PeerSet.Create<RtcEvent, PlainEvent>(
        new RtcEvent.DataChannelMessage
        {
            Target = new() { Cid = Cid, Label = Label },
            ElapsedMilliseconds = 12345.5,
            Data = data,
            LastEventId = "",
            Origin = "",
            ReadyState = DataChannelState.Open,
            BufferedAmount = 70000,
        },
        new PlainMessage
        {
            Target = new() { Cid = Cid, Label = Label }, TimeStamp = 12345.5, Data = data, ReadyState = "open", BufferedAmount = 70000
        },
        PlainContext.Default.PlainEvent,
        new Protobuf.RtcEvent { Message = new()
        {
            Cid = Cid, Label = Label, TimeStamp = 12345.5, Data = data, ReadyState = "open", BufferedAmount = 70000
        } });

    private static PeerSet CreateCandidate() => PeerSet.Create<RtcEvent, PlainEvent>(
        new RtcEvent.IceCandidateFound
        {
            Target = new() { Cid = Cid },
            Timestamp = new(Timestamp),
            Candidate = Candidate,
            SdpMid = "0",
            SdpMLineIndex = 0,
            UsernameFragment = "EsAw",
            Protocol = "udp",
            GatheringState = IceGatheringState.Gathering,
            IceConnectionState = IceConnectionState.New,
        },
        new PlainCandidate
        {
            Target = new() { Cid = Cid },
            Timestamp = Timestamp,
            Candidate = Candidate,
            SdpMid = "0",
            SdpMLineIndex = 0,
            UsernameFragment = "EsAw",
            Protocol = "udp",
            GatheringState = "gathering",
            ConnectionState = "new",
        },
        PlainContext.Default.PlainEvent,
        new Protobuf.RtcEvent
        {
            IceCandidate = new()
            {
                Cid = Cid,
                Timestamp = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTime(Timestamp),
                Candidate = Candidate,
                SdpMid = "0",
                SdpMLineIndex = 0,
                UsernameFragment = "EsAw",
                Protocol = "udp",
                GatheringState = "gathering",
                ConnectionState = "new",
            },
        });

    private static PeerSet CreateNested()
    {
        var json = CreateJson();
        using var document = JsonDocument.Parse(json);
        return PeerSet.Create<RealtimeEvent, PlainRealtimeEvent>(
            new RealtimeEvent.Message
            {
                Content = RawJson.Parse(json), Sender = "user", SenderCid = Cid, SenderGroup = "lobby", Code = null
            },
            new PlainRealtimeMessage
            {
                Content = json, Json = document.RootElement.Clone(), Sender = "user", SenderCid = Cid, SenderGroup = "lobby"
            },
            PlainContext.Default.PlainRealtimeEvent,
            new Protobuf.RealtimeEvent { Message = new() { Content = json, Sender = "user", SenderCid = Cid, SenderGroup = "lobby" } });
    }

    private static PeerSet CreateList()
    {
        var groups = Enumerable.Range(0, ListLength)
            .Select(
                static index => (Name: "service#group-" + index.ToString("D4", CultureInfo.InvariantCulture), Users: (uint)(index % 150)))
            .ToList();
        var protobuf = new Protobuf.GroupsResponse();
        protobuf.List.AddRange(groups.Select(static group => new Protobuf.GroupEntry { Group = group.Name, Users = group.Users }));
        return PeerSet.Create<GroupsResponse, PlainGroups>(
            new() { List = groups.Select(
                static group => new GroupEntry { QualifiedGroup = group.Name, NumberOfUsers = group.Users }).ToEquatableArray() },
            new() { List = [.. groups.Select(static group => new PlainGroup { Group = group.Name, Users = group.Users })] },
            PlainContext.Default.PlainGroups,
            protobuf);
    }

    /// <summary>2 KB of what apps send: objects in a list, with texts, numbers, booleans and null.</summary>
    private static string CreateJson()
    {
        var items = Enumerable.Range(0, 17).Select(static index =>
            $$"""{"id":{{index}},"name":"item {{index}}","tags":["red","green"],"at":{"x":{{index}}.5,"y":-{{index}}}"""
            + ""","open":true,"note":null,"text":"some more words"}""");
        return $$"""{"kind":"board","items":[{{string.Join(',', items)}}]}""";
    }
}
