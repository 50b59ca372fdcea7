using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Events;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Running;
using Skapi.Rtc.Tests.Infrastructure;
using Skapi.Rtc.Transport;
using Skapi.Rtc.InMemory;

namespace Skapi.Rtc.Tests.Realtime;

/// <summary>What the app hears for each frame of the gateway.</summary>
public class FrameDispatcherTests
{
    private const string MalformedSignal = "Warning: A part of a signal from cid:c1 cannot be read and is dropped";

    private readonly RecordingLogger _logger = new();
    private readonly List<(string Cid, Signal Signal)> _sent = [];
    private readonly EventStream<RealtimeEvent> _raised;
    private readonly ClientCalls _calls;
    private readonly FrameDispatcher _dispatcher;

    public FrameDispatcherTests()
    {
        _raised = new EventStream<RealtimeEvent>(_logger);
        _calls = new ClientCalls(
            "user-me",
            new EventObjects(),
            new InMemoryTransport(),
            new RtcPeerOptions(),
            new CallTimes(),
            TimeProvider.System,
            (cid, signal) => _sent.Add((cid, signal)),
            (_, _) => { },
            _raised.Publish,
            _logger);
        _dispatcher = new FrameDispatcher(_raised, _calls, new ConnectionStatus(_logger), _logger);
    }

    public static TheoryData<string, RealtimeEvent> Frames => new()
    {
        {
            """{"#message":{"a":1},"#user_id":"u1","#scid":"c1","#srid":"G1"}""",
            new RealtimeEvent.Message
            {
                Content = RawJson.Parse("""{"a":1}"""),
                Sender = "u1",
                SenderCid = "cid:c1",
                SenderGroup = "G1",
                Code = null,
            }
        },
        {
            """{"#private":"hello","#user_id":"u1","#scid":"c1"}""",
            new RealtimeEvent.Private
            {
                Content = RawJson.FromString("hello"),
                Sender = "u1",
                SenderCid = "cid:c1",
                SenderGroup = null,
                Code = null,
            }
        },
        {
            """{"#notice":"User \"u1\" has joined the message group.","#user_id":"u1","#scid":"c1","#srid":"G1","#code":"USER_JOINED"}""",
            new RealtimeEvent.Notice
            {
                Text = "User \"u1\" has joined the message group.",
                Sender = "u1",
                SenderCid = "cid:c1",
                SenderGroup = "G1",
                Code = NoticeCode.UserJoined,
            }
        },
        {
            """{"#notice":"something new","#code":"USER_WAVED"}""",
            new RealtimeEvent.Notice
            {
                Text = "something new",
                Sender = null,
                SenderCid = null,
                SenderGroup = null,
                Code = NoticeCode.From("USER_WAVED"),
            }
        },
        {
            """{"#error":"No such action.","#code":"INVALID_PARAMETER"}""",
            new RealtimeEvent.Error { Text = "No such action.", Code = "INVALID_PARAMETER" }
        },
        {
            """{"#error":{"odd":true}}""",
            new RealtimeEvent.Error { Text = """{"odd":true}""" }
        },
        {
            """{"#message":"first wins","#private":"not this"}""",
            new RealtimeEvent.Message
            {
                Content = RawJson.FromString("first wins"),
                Sender = null,
                SenderCid = null,
                SenderGroup = null,
                Code = null,
            }
        },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task A_frame_becomes_an_event(string frame, RealtimeEvent expected)
    {
        Take(frame);

        (await NextAsync()).ShouldBe(expected);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("false")]
    [InlineData("null")]
    [InlineData("\"\"")]
    public async Task What_javascript_takes_for_false_is_a_post_too(string content)
    {
        Take($$"""{"#message":{{content}},"#scid":"c1"}""");
        Take($$"""{"#private":{{content}},"#scid":"c1"}""");

        (await NextAsync()).ShouldBeOfType<RealtimeEvent.Message>().Content.ShouldBe(RawJson.Parse(content));
        (await NextAsync()).ShouldBeOfType<RealtimeEvent.Private>().Content.ShouldBe(RawJson.Parse(content));
    }

    [Fact]
    public async Task An_introduction_of_a_call_is_not_shown_to_the_app()
    {
        Take("""{"#private":{"#rtc_call":"k1"},"#user_id":"u1","#scid":"c1"}""");
        Take("""{"#private":{"a":1,"call":"k1"},"#user_id":"u1","#scid":"c1"}""");

        (await NextAsync()).ShouldBeOfType<RealtimeEvent.Private>().Content.ShouldBe(RawJson.Parse("""{"a":1,"call":"k1"}"""));
    }

    [Fact]
    public async Task A_call_becomes_an_incoming_event()
    {
        Take("""{"#rtc":{"sdpoffer":{"type":"offer","sdp":"v=0"}},"#user_id":"u1","#scid":"c1","#srid":"G1"}""");

        (await NextAsync()).ShouldBe(new RealtimeEvent.RtcIncoming { Sender =
            "u1", SenderCid = "cid:c1", SenderGroup = "G1", Code = null });
    }

    [Fact]
    public async Task The_caller_s_hang_up_becomes_a_closed_event_that_carries_it()
    {
        Take("""{"#rtc":{"sdpoffer":{"type":"offer","sdp":"v=0"}},"#user_id":"u1","#scid":"c1"}""");
        Take("""{"#rtc":{"hungup":"u1"},"#user_id":"u1","#scid":"c1"}""");

        await NextAsync();
        (await NextAsync()).ShouldBe(new RealtimeEvent.RtcClosed
        {
            Signal = RawJson.Parse("""{"hungup":"u1"}"""),
            Sender = "u1",
            SenderCid = "cid:c1",
            SenderGroup = null,
            Code = "cancelled",
        });
    }

    [Fact]
    public async Task A_closed_event_carries_the_whole_signal_with_the_keys_that_only_its_sender_knows()
    {
        const string hangup = """{"note":"back at five","hungup":"u1","reason":{"code":486}}""";
        Take("""{"#rtc":{"sdpoffer":{"type":"offer","sdp":"v=0"}},"#user_id":"u1","#scid":"c1"}""");
        Take($$"""{"#rtc":{{hangup}},"#user_id":"u1","#scid":"c1"}""");

        await NextAsync();
        (await NextAsync()).ShouldBeOfType<RealtimeEvent.RtcClosed>().Signal.ShouldBe(RawJson.Parse(hangup));
        _logger.Lines.ShouldContain(line => line.StartsWith(MalformedSignal, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sdpoffer", "answer")]
    [InlineData("sdpoffer", "rollback")]
    [InlineData("sdpanswer", "pranswer")]
    [InlineData("sdpanswer", "offer")]
    public async Task A_description_of_another_type_than_its_member_is_dropped(string member, string type)
    {
        Take($$$"""{"#rtc":{"{{{member}}}":{"type":"{{{type}}}","sdp":"v=0"}},"#user_id":"u1","#scid":"c1"}""");
        Take("""{"#rtc":{"sdpoffer":{"type":"offer","sdp":"v=0"}},"#user_id":"u1","#scid":"c1"}""");

        (await NextAsync()).ShouldBeOfType<RealtimeEvent.RtcIncoming>();
        _logger.Lines.ShouldContain(line => line.Contains($"of type “{type}” in place of an", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_disconnection_ends_a_call_that_rings_and_is_told_too()
    {
        Take("""{"#rtc":{"sdpoffer":{"type":"offer","sdp":"v=0"}},"#user_id":"u1","#scid":"c1"}""");
        await NextAsync();
        Take("""{"#notice":"User \"u1\" has been disconnected.","#user_id":"u1","#scid":"c1","#code":"USER_DISCONNECTED"}""");

        var told = new[] { await NextAsync(), await NextAsync() };
        told.OfType<RealtimeEvent.Notice>().ShouldHaveSingleItem().Code.ShouldBe(NoticeCode.UserDisconnected);
        told.OfType<RealtimeEvent.RtcClosed>().ShouldHaveSingleItem().Code.ShouldBe("gone");
    }

    [Fact]
    public async Task An_unknown_cid_ends_the_call_to_it()
    {
        var call = _calls.Dial("cid:c9", new CallPlan(null, [DataChannelOptions.Default]), null);
        (await call.Placed.OrHang()).ShouldBeNull();
        Take("""{"#error":"There is no such connection.","#scid":"c9","#code":"NOT_EXISTS"}""");

        (await call.Closed.OrHang()).ShouldBe(CallEndReason.Unreachable);
    }

    [Fact]
    public void A_signal_without_a_sender_is_dropped_and_logged()
    {
        Take("""{"#rtc":{"hungup":"u1"}}""");

        _logger.Lines.ShouldContain(line => line.Contains("without a sender", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"text\"")]
    [InlineData("{\"sdpoffer\":{\"type\":\"offer\"}}")]
    [InlineData("{\"candidate\":7}")]
    public void A_signal_that_cannot_be_read_is_dropped_and_logged(string signal)
    {
        Take($$"""{"#rtc":{{signal}},"#scid":"c1"}""");

        _logger.Lines.ShouldContain(line => line.StartsWith(MalformedSignal, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_connection_s_own_events_are_the_published_client_s()
    {
        _dispatcher.OnOpened(again: false);
        _dispatcher.OnLost();
        _dispatcher.OnReconnecting(1);
        _dispatcher.OnRefused(new SkapiException(SkapiErrorCode.InvalidToken, "The token has expired."));
        _dispatcher.OnGaveUp(null);

        (await NextAsync()).ShouldBe(new RealtimeEvent.Success { Text = "Connected to WebSocket server." });
        (await NextAsync()).ShouldBe(new RealtimeEvent.Error { Text = "Skapi: WebSocket unexpected close." });
        (await NextAsync()).ShouldBe(new RealtimeEvent.Reconnect { Text = "Reconnecting to WebSocket server...1" });
        (await NextAsync()).ShouldBe(new RealtimeEvent.Error { Text = "The token has expired.", Code = "INVALID_TOKEN" });
        (await NextAsync()).ShouldBe(new RealtimeEvent.Error { Text = "Skapi: Max reconnection attempts reached." });
    }

    private IAsyncEnumerator<RealtimeEvent>? _events;

    private void Take(string frame) => _dispatcher.OnFrame(JsonCodec.Decode<GatewayFrame>(frame));

    private async Task<RealtimeEvent> NextAsync()
    {
        _events ??= _raised.ReadAllAsync(CancellationToken.None).GetAsyncEnumerator();
        (await _events.MoveNextAsync().OrHang()).ShouldBeTrue();
        return _events.Current;
    }
}
