using System.Globalization;
using Skapi.Protocol;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Conformance;

/// <content>The delivery of messages (the rules of <see cref="IDataChannelReceiver"/>).</content>
public abstract partial class TransportConformance
{
    [Fact]
    public async Task Messages_that_arrive_before_the_receiver_are_delivered_to_it_in_order()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport, answererReceives: false);
        var (offerers, answerers) = await pair.OpenChannelAsync();
        var receiver = new ControlledReceiver();

        offerers.Send("one");
        offerers.Send([2]);
        offerers.Send("three");
        await SentAsync(pair, offerers);
        answerers.Attach(receiver);

        var messages = await receiver.WaitForAsync(3);
        messages[0].Text.ShouldBe("one");
        messages[1].Data.ToArray().ShouldBe([2]);
        messages[2].Text.ShouldBe("three");
    }

    [Fact]
    public async Task A_channel_has_one_receiver()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);
        var (offerers, _) = await pair.OpenChannelAsync();

        Should.Throw<InvalidOperationException>(() => offerers.Attach(new ControlledReceiver()));
    }

    [Fact]
    public async Task A_message_is_delivered_when_the_one_before_it_is_handled()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport, answererReceives: false);
        var (offerers, answerers) = await pair.OpenChannelAsync();
        var receiver = new ControlledReceiver { Holds = true };
        answerers.Attach(receiver);

        offerers.Send("one");
        offerers.Send("two");
        await receiver.WaitForAsync(1);
        await SentAsync(pair, offerers);
        receiver.Messages.ShouldHaveSingleItem();

        receiver.Release();
        (await receiver.WaitForAsync(2))[1].Text.ShouldBe("two");
        receiver.Overlapped.ShouldBeFalse();
    }

    [Fact]
    public async Task A_receiver_that_is_busy_delays_neither_other_channels_nor_events()
    {
        await using var pair = await PeerPair.CreateAsync(Transport, Transport, answererReceives: false);
        var slow = new DataChannelOptions { Protocol = "slow" };
        pair.Offerer.CreateDataChannel(slow);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.NegotiateAsync();
        var (slowOfferers, slowAnswerers) = await pair.OpenChannelAsync("slow");
        var (offerers, answerers) = await pair.OpenChannelAsync();
        var busy = new ControlledReceiver { Holds = true };
        var free = new ControlledReceiver();
        slowAnswerers.Attach(busy);
        answerers.Attach(free);

        slowOfferers.Send("held");
        await busy.WaitForAsync(1);
        offerers.Send("passes");

        (await free.WaitForAsync(1))[0].Text.ShouldBe("passes");
        offerers.Close();
        await pair.AnswererEvents.WaitForAsync<PeerEvent.DataChannelClosed>(closed => closed.Channel == answerers);
        busy.Release();
    }

    [Fact]
    public async Task A_receiver_that_throws_receives_the_next_message()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport, answererReceives: false);
        var (offerers, answerers) = await pair.OpenChannelAsync();
        var receiver = new ControlledReceiver { Throws = true };
        answerers.Attach(receiver);

        offerers.Send("one");
        offerers.Send("two");

        (await receiver.WaitForAsync(2))[1].Text.ShouldBe("two");
    }

    [Fact]
    public async Task A_channel_is_reported_closed_after_its_last_message_was_handled()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport, answererReceives: false);
        var (offerers, answerers) = await pair.OpenChannelAsync();
        var receiver = new ControlledReceiver { Holds = true };
        answerers.Attach(receiver);

        offerers.Send("last words");
        await receiver.WaitForAsync(1);
        offerers.Close();
        await pair.OffererEvents.WaitForAsync<PeerEvent.DataChannelClosed>();
        pair.AnswererEvents.Events.OfType<PeerEvent.DataChannelClosed>().ShouldBeEmpty();

        receiver.Release();
        await pair.AnswererEvents.WaitForAsync<PeerEvent.DataChannelClosed>();
    }

    [Fact]
    public async Task A_slow_receiver_holds_up_the_sender_or_its_messages_are_kept()
    {
        const int size = 16 * 1024;
        const int count = 8 * 1024 * 1024 / size;
        await using var pair = await PeerPair.ConnectedAsync(
            Transport, new DataChannelOptions { Protocol = "bulk" }, answererReceives: false);
        var (offerers, answerers) = await pair.OpenChannelAsync("bulk");
        var receiver = new ControlledReceiver { Holds = true };
        answerers.Attach(receiver);

        for (var number = 0; number < count; number++)
            offerers.Send(new byte[size]);

        await receiver.WaitForAsync(1);
        if (Can(RtcCapabilities.Backpressure))
        {
            // Not everything fits on the way: the receiver keeps about 1 MiB, and the stacks have windows of their own.
            await SettleAsync(offerers);
            offerers.BufferedAmount.ShouldBeGreaterThan(0u);
        }
        else
        {
            await SentAsync(pair, offerers);
            offerers.BufferedAmount.ShouldBe(0u);
        }

        receiver.Release();
        (await receiver.WaitForAsync(count)).ShouldAllBe(message => message.Data.Length == size);
    }

    [Fact]
    public async Task The_events_of_a_channel_carry_its_properties()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);
        var (offerers, _) = await pair.OpenChannelAsync();

        var opened = (await pair.AnswererEvents.WaitForAsync<PeerEvent.DataChannelOpened>()).Snapshot;
        opened.Label.ShouldBe("text-chat");
        opened.Protocol.ShouldBe("text-chat");
        opened.State.ShouldBe(DataChannelState.Open);
        opened.Id.ShouldBe(offerers.Id);
        opened.Ordered.ShouldBeTrue();
        opened.MaxRetransmits.ShouldBe(offerers.MaxRetransmits);

        offerers.Close();
        var closed = (await pair.AnswererEvents.WaitForAsync<PeerEvent.DataChannelClosed>()).Snapshot;
        closed.State.ShouldBe(DataChannelState.Closed);
        closed.Label.ShouldBe("text-chat");
        opened.State.ShouldBe(DataChannelState.Open);
    }

    /// <summary>Waits until everything that was queued on a channel has left this side, and has had its time on the way.</summary>
    private static async Task SentAsync(PeerPair pair, IRtcDataChannel channel)
    {
        using var guard = new CancellationTokenSource(PeerRecorder.HangGuard);
        while (channel.BufferedAmount > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(5), guard.Token);

        // The other side's answer on another channel would overtake nothing, but the same association delivers in order.
        await PingAsync(pair);
    }

    /// <summary>Waits until the amount that is buffered does not change any more.</summary>
    private static async Task SettleAsync(IRtcDataChannel channel)
    {
        var unchanged = 0;
        for (var before = channel.BufferedAmount; unchanged < 20; before = channel.BufferedAmount)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10));
            unchanged = channel.BufferedAmount == before ? unchanged + 1 : 0;
        }
    }

    /// <summary>A channel that opens now shows that what was sent before it has arrived.</summary>
    private static async Task PingAsync(PeerPair pair)
    {
        var label = string.Create(CultureInfo.InvariantCulture, $"ping-{pair.OffererEvents.Events.Count}");
        pair.Offerer.CreateDataChannel(new DataChannelOptions { Protocol = label });
        await pair.OpenChannelAsync(label);
    }
}
