using System.Text.Json;
using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Events;
using Skapi.Rtc.InMemory;
using Skapi.Rtc.Running;
using Skapi.Rtc.Tests.Infrastructure;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Tests.Running;

/// <summary>The receiver of one channel's messages, beside the control mailbox.</summary>
public sealed class ChannelMessagesTests
{
    private static readonly DataChannelMessage Long = new(new string('x', EventStream<RtcEvent>.MaxWaiting));

    private readonly NamedChannel _channel = new();
    private readonly LiveCall _call;
    private readonly ChannelMessages _messages;

    public ChannelMessagesTests()
    {
        _call = new LiveCall(
            new CallKey(1),
            CallRole.Caller,
            new RemoteParty("cid:b"),
            new InMemoryTransport(),
            new RtcPeerOptions(),
            new NoInputs(),
            TimeProvider.System,
            new RecordingLogger());
        _messages = new ChannelMessages(_call, _channel);
    }

    [Fact]
    public async Task A_message_waits_until_the_open_has_been_raised()
    {
        var received = ReceiveAsync("early");
        received.IsCompleted.ShouldBeFalse();
        _messages.Open();

        await received.OrHang();
        (await FirstAsync()).Data.ShouldBe("early");
    }

    [Fact]
    public async Task The_next_message_waits_until_the_app_has_room()
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _call.Events.Listen(_ => goOn.Task);
        _messages.Open();
        var received = _messages.OnMessageAsync(_channel, Long).AsTask();
        received.IsCompleted.ShouldBeFalse();

        goOn.SetResult();
        await received.OrHang();
    }

    [Fact]
    public async Task After_the_close_nothing_is_raised()
    {
        _messages.Open();
        _messages.Close();
        await ReceiveAsync("late").OrHang();
        _call.Events.End();

        (await _call.Events.ReadAllAsync(CancellationToken.None).ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_end_of_the_call_releases_what_waits()
    {
        var received = ReceiveAsync("never opened");
        _messages.Close();

        await received.OrHang();
    }

    [Fact]
    public async Task Each_message_shows_that_the_other_side_is_alive()
    {
        _messages.Open();
        await ReceiveAsync("1").OrHang();
        await ReceiveAsync("2").OrHang();

        _call.Heard.ShouldBe(2);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("")]
    public async Task A_text_message_has_no_bytes(string text)
    {
        _messages.Open();
        await _messages.OnMessageAsync(_channel, new DataChannelMessage(text)).OrHang();

        var raised = await FirstAsync();
        raised.Data.ShouldBe(text);
        raised.Binary.ShouldBeNull();
    }

    [Fact]
    public async Task A_message_has_the_fields_of_the_skapi_page()
    {
        _messages.Open();
        await _messages.OnMessageAsync(_channel, new DataChannelMessage(new byte[] { 1, 2 })).OrHang();

        var raised = await FirstAsync();
        raised.Target.ShouldBe(new DataChannelTarget { Cid = "cid:b", Label = "chat" });
        raised.Data.ShouldBeNull();
        raised.Binary!.Value.ToArray().ShouldBe([1, 2]);
        raised.ReadyState.ShouldBe(DataChannelState.Open);
        raised.BufferedAmount.ShouldBe(7u);
        raised.LastEventId.ShouldBe("");
        raised.Origin.ShouldBe("");
    }

    [Fact]
    public async Task A_message_has_the_members_of_the_skapi_page_on_the_wire()
    {
        _messages.Open();
        await ReceiveAsync("hello").OrHang();

        using var json = JsonDocument.Parse(JsonCodec.EncodeToUtf8<RtcEvent>(await FirstAsync()));
        json.RootElement.EnumerateObject().Select(member => member.Name).ShouldBe(
            ["type", "target", "timeStamp", "data", "lastEventId", "origin", "readyState", "bufferedAmount"], ignoreOrder: true);
        json.RootElement.GetProperty("type").GetString().ShouldBe("message");
    }

    private Task ReceiveAsync(string text) => _messages.OnMessageAsync(_channel, new DataChannelMessage(text)).AsTask();

    private async Task<RtcEvent.DataChannelMessage> FirstAsync()
    {
        await using var events = _call.Events.ReadAllAsync(CancellationToken.None).GetAsyncEnumerator();
        (await events.MoveNextAsync().OrHang()).ShouldBeTrue();
        return events.Current.ShouldBeOfType<RtcEvent.DataChannelMessage>();
    }

    private sealed class NoInputs : ICallInputs
    {
        public void Post(SwitchboardInput input)
        {
        }

        public void PostSignal(RemoteParty from, Signal signal, RawJson content)
        {
        }
    }

    private sealed class NamedChannel : IRtcDataChannel
    {
        public string Label => "chat";

        public string Protocol => "chat";

        public bool Ordered => true;

        public ushort? MaxRetransmits => null;

        public ushort? MaxPacketLifeTime => null;

        public ushort? Id => 1;

        public DataChannelState State => DataChannelState.Open;

        public uint BufferedAmount => 7;

        public uint BufferedAmountLowThreshold { get; set; }

        public int MaxMessageSize => 1;

        public void Attach(IDataChannelReceiver receiver) => throw new NotSupportedException();

        public void Send(string text) => throw new NotSupportedException();

        public void Send(ReadOnlySpan<byte> data) => throw new NotSupportedException();

        public void Close() => throw new NotSupportedException();
    }
}
