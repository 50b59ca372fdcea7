using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Skapi.Protocol;
using Skapi.Rtc.DataChannels;

namespace Skapi.Rtc.Transport.Tests.DataChannels;

public sealed class MessageInboxTests
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);

    private readonly FakeChannel _channel = new();
    private readonly Receiver _receiver = new();

    [Fact]
    public async Task Messages_wait_for_the_receiver_and_for_the_open_event()
    {
        var inbox = new MessageInbox(_channel, NullLogger.Instance);
        inbox.Post(new DataChannelMessage("one"));
        inbox.Attach(_receiver);
        inbox.Post(new DataChannelMessage("two"));
        _receiver.Count.ShouldBe(0);

        inbox.Open();

        await _receiver.WaitForAsync(2);
        _receiver.Texts.ShouldBe(["one", "two"]);
    }

    [Fact]
    public void A_second_receiver_is_misuse()
    {
        var inbox = new MessageInbox(_channel, NullLogger.Instance);
        inbox.Attach(_receiver);

        Should.Throw<InvalidOperationException>(() => inbox.Attach(_receiver));
    }

    [Fact]
    public async Task A_full_inbox_says_so_and_reports_when_it_has_room_again()
    {
        var drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var inbox = new MessageInbox(_channel, NullLogger.Instance, () => drained.TrySetResult());
        while (!inbox.IsFull)
            inbox.Post(new DataChannelMessage(new byte[64 * 1024])).ShouldBeTrue();

        inbox.Attach(_receiver);
        drained.Task.IsCompleted.ShouldBeFalse();
        inbox.Open();

        await drained.Task.WaitAsync(HangGuard);
        inbox.IsFull.ShouldBeFalse();
    }

    [Fact]
    public void At_the_limit_messages_are_refused_empty_ones_too()
    {
        var inbox = new MessageInbox(_channel, NullLogger.Instance);
        var posted = 0;
        while (inbox.Post(new DataChannelMessage("")))
            posted++;

        posted.ShouldBeLessThan(MessageInbox.Limit);
    }

    [Fact]
    public async Task After_a_message_that_is_not_kept_no_later_one_is_delivered()
    {
        var inbox = new MessageInbox(_channel, NullLogger.Instance);
        var first = new string('x', MessageInbox.Limit / sizeof(char));
        inbox.Post(new DataChannelMessage(first)).ShouldBeTrue();
        inbox.Post(new DataChannelMessage("not kept")).ShouldBeFalse();
        inbox.Attach(_receiver);
        inbox.Open();
        await _receiver.WaitForAsync(1);

        inbox.Post(new DataChannelMessage("after the gap")).ShouldBeTrue();
        var completed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        inbox.Complete(() => completed.TrySetResult());

        await completed.Task.WaitAsync(HangGuard);
        _receiver.Texts.ShouldBe([first]);
    }

    [Fact]
    public async Task The_end_follows_the_last_message()
    {
        var inbox = new MessageInbox(_channel, NullLogger.Instance);
        _receiver.Hold();
        inbox.Attach(_receiver);
        inbox.Open();
        inbox.Post(new DataChannelMessage("last"));
        var completed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        inbox.Complete(() => completed.TrySetResult());
        await _receiver.WaitForAsync(1);
        completed.Task.IsCompleted.ShouldBeFalse();

        _receiver.Release();

        await completed.Task.WaitAsync(HangGuard);
        inbox.Post(new DataChannelMessage("too late"));
        _receiver.Texts.ShouldBe(["last"]);
    }

    [Fact]
    public void Without_messages_the_end_is_immediate_and_comes_once()
    {
        var inbox = new MessageInbox(_channel, NullLogger.Instance);
        var ends = 0;

        inbox.Complete(() => ends++);
        inbox.Complete(() => ends++);

        ends.ShouldBe(1);
    }

    [Fact]
    public void Messages_without_a_receiver_wait_for_it_until_the_connection_is_lost()
    {
        var inbox = new MessageInbox(_channel, NullLogger.Instance);
        inbox.Open();
        inbox.Post(new DataChannelMessage("unread"));
        var ends = 0;

        inbox.Complete(() => ends++);
        ends.ShouldBe(0);
        inbox.Complete(() => ends += 10, isConnectionLost: true);

        ends.ShouldBe(1);
    }

    [Fact]
    public async Task A_discarded_inbox_delivers_nothing_more()
    {
        var inbox = new MessageInbox(_channel, NullLogger.Instance);
        _receiver.Hold();
        inbox.Attach(_receiver);
        inbox.Open();
        inbox.Post(new DataChannelMessage("one"));
        inbox.Post(new DataChannelMessage("two"));
        await _receiver.WaitForAsync(1);

        inbox.Discard();
        inbox.Complete(() => Assert.Fail("A discarded inbox calls nothing back."));
        _receiver.Release();

        _receiver.Texts.ShouldBe(["one"]);
    }

    private sealed class Receiver : IDataChannelReceiver
    {
        private readonly Channel<string?> _arrived = Channel.CreateUnbounded<string?>();
        private readonly List<string?> _texts = [];
        private TaskCompletionSource _gate = new();

        public Receiver() => _gate.SetResult();

        public int Count
        {
            get
            {
                lock (_texts)
                    return _texts.Count;
            }
        }

        public string?[] Texts
        {
            get
            {
                lock (_texts)
                    return [.. _texts];
            }
        }

        public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _gate.SetResult();

        public async ValueTask OnMessageAsync(IRtcDataChannel channel, DataChannelMessage message)
        {
            lock (_texts)
                _texts.Add(message.Text);

            _arrived.Writer.TryWrite(message.Text);
            await _gate.Task;
        }

        public async Task WaitForAsync(int count)
        {
            for (; count > 0; count--)
                await _arrived.Reader.ReadAsync().AsTask().WaitAsync(HangGuard);
        }
    }

    private sealed class FakeChannel : IRtcDataChannel
    {
        public string Label => "chat";

        public string Protocol => "chat";

        public bool Ordered => true;

        public ushort? MaxRetransmits => null;

        public ushort? MaxPacketLifeTime => null;

        public ushort? Id => 1;

        public DataChannelState State => DataChannelState.Open;

        public uint BufferedAmount => 0;

        public uint BufferedAmountLowThreshold { get; set; }

        public int MaxMessageSize => 65536;

        public void Attach(IDataChannelReceiver receiver) => throw new NotSupportedException();

        public void Send(string text) => throw new NotSupportedException();

        public void Send(ReadOnlySpan<byte> data) => throw new NotSupportedException();

        public void Close() => throw new NotSupportedException();
    }
}
