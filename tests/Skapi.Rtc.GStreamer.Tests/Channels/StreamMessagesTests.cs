using Skapi.Rtc.DataChannels;
using Skapi.Rtc.GStreamer.Channels;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Tests.Channels;

/// <summary>Messages that arrive before webrtcbin has announced their channel.</summary>
public sealed class StreamMessagesTests
{
    private readonly EarlyMessageBudget _budget = new();
    private readonly StreamMessages _stream;
    private readonly Target _channel = new();

    public StreamMessagesTests() => _stream = new StreamMessages(_budget);

    [Fact]
    public void Messages_before_the_announcement_are_kept_in_order()
    {
        for (var number = 0; number < 10_000; number++)
            Receive(number);
        _stream.Bind(_channel);
        Receive(10_000);

        _channel.Received.ShouldBe(Enumerable.Range(0, 10_001).Select(number => $"{number}"));
        _channel.Overflows.ShouldBe(0);
    }

    [Fact]
    public void A_channel_that_is_announced_too_late_fails_instead_of_losing_messages_in_the_middle()
    {
        _stream.OnMessage(new DataChannelMessage("kept"), MessageInbox.Limit / 2);
        _stream.OnMessage(new DataChannelMessage("too much"), MessageInbox.Limit);
        _stream.OnMessage(new DataChannelMessage("after the gap"), 1);
        _stream.Bind(_channel);
        _stream.Bind(_channel);
        _stream.OnMessage(new DataChannelMessage("after the announcement"), 1);

        _channel.Received.ShouldBe(["kept"]);
        _channel.Overflows.ShouldBe(1);
    }

    [Fact]
    public void Messages_after_a_channel_was_closed_are_for_the_next_one_with_its_number()
    {
        _stream.Bind(_channel);
        _stream.Unbind(_channel);
        Receive(1);
        var next = new Target();
        _stream.Bind(next);

        _channel.Received.ShouldBeEmpty();
        next.Received.ShouldBe(["1"]);
    }

    [Fact]
    public void A_channel_after_one_that_failed_gets_its_messages()
    {
        _stream.OnMessage(new DataChannelMessage("too much"), MessageInbox.Limit);
        _stream.Bind(_channel);
        _stream.Unbind(_channel);
        Receive(1);
        var next = new Target();
        _stream.Bind(next);

        next.Received.ShouldBe(["1"]);
        next.Overflows.ShouldBe(0);
    }

    [Fact]
    public void All_streams_together_keep_a_limited_number_of_bytes()
    {
        var (other, late) = (new StreamMessages(_budget), new Target());
        _stream.OnMessage(new DataChannelMessage("kept"), MessageInbox.Limit / 2);
        other.OnMessage(new DataChannelMessage("too much"), MessageInbox.Limit / 2);
        other.Bind(late);
        late.Overflows.ShouldBe(1);

        // What a channel has taken or a stream has dropped counts no longer.
        other.Unbind(late);
        _stream.Bind(_channel);
        other.OnMessage(new DataChannelMessage("dropped"), MessageInbox.Limit - 1000);
        other.Drop();
        other.OnMessage(new DataChannelMessage("kept"), MessageInbox.Limit - 1000);
        other.Bind(_channel);

        _channel.Received.ShouldBe(["kept", "kept"]);
    }

    private void Receive(int number) => _stream.OnMessage(new DataChannelMessage($"{number}"), 5);

    private sealed class Target : IMessageTarget
    {
        public List<string> Received { get; } = [];

        public int Overflows { get; private set; }

        public void OnMessage(DataChannelMessage message, int length) => Received.Add(message.Text!);

        public void OnOverflow() => Overflows++;
    }
}
