using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Tests.Infrastructure;
using Skapi.Realtime.Gateway.Tests.Relay;

namespace Skapi.Realtime.Gateway.Tests.Connections;

public class SendQueueTests
{
    [Fact]
    public void Frames_leave_in_the_order_in_which_they_came()
    {
        var queue = new SendQueue(100);
        for (byte i = 0; i < 10; i++)
            queue.TryEnqueue([i]).ShouldBeTrue();

        for (byte i = 0; i < 10; i++)
        {
            queue.TryDequeue(out var frame).ShouldBeTrue();
            frame.Bytes.ShouldBe([i]);
        }

        queue.TryDequeue(out _).ShouldBeFalse();
    }

    [Fact]
    public void A_full_queue_closes_itself_and_drops_what_waits()
    {
        var queue = new SendQueue(10);
        queue.TryEnqueue(new byte[10]).ShouldBeTrue();

        queue.TryEnqueue(new byte[1]).ShouldBeFalse();

        queue.CloseReason.ShouldNotBeNull().Status.ShouldBe(System.Net.WebSockets.WebSocketCloseStatus.PolicyViolation);
        queue.TryDequeue(out _).ShouldBeFalse();
        queue.Completion.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void Bytes_count_until_they_were_sent()
    {
        var queue = new SendQueue(10);
        queue.TryEnqueue(new byte[10]);
        queue.TryDequeue(out var frame).ShouldBeTrue();
        queue.Sent(frame);

        queue.TryEnqueue(new byte[10]).ShouldBeTrue();
        queue.TryDequeue(out _).ShouldBeTrue();
        queue.TryEnqueue(new byte[1]).ShouldBeFalse();
    }

    [Fact]
    public void One_frame_fits_whatever_its_size()
    {
        var queue = new SendQueue(10);

        queue.TryEnqueue(new byte[1000]).ShouldBeTrue();
        queue.TryDequeue(out _).ShouldBeTrue();
    }

    [Fact]
    public void One_sender_gets_a_quarter_of_a_recipient_s_queue()
    {
        var queue = new SendQueue(100);
        var alice = RelayFixture.Create("a", "alice");
        var bob = RelayFixture.Create("b", "bob");
        queue.TryEnqueue(new byte[20], alice);

        queue.HasRoomFor(alice, 5).ShouldBeTrue();
        queue.HasRoomFor(alice, 6).ShouldBeFalse();
        queue.HasRoomFor(bob, 6).ShouldBeTrue();
        queue.TryDequeue(out var frame).ShouldBeTrue();
        queue.HasRoomFor(alice, 6).ShouldBeFalse("the frame is still being sent");
        queue.Sent(frame);
        queue.HasRoomFor(alice, 25).ShouldBeTrue();
    }

    [Fact]
    public async Task A_queue_that_is_more_than_half_full_has_room_again_at_a_quarter()
    {
        var queue = new SendQueue(100);
        for (var i = 0; i < 6; i++)
            queue.TryEnqueue(new byte[10]);

        var room = queue.WaitForRoomAsync();

        for (var i = 0; i < 3; i++)
        {
            Send(queue);
            room.IsCompleted.ShouldBeFalse();
        }

        Send(queue);
        Send(queue);
        await room.OrHang();
        queue.WaitForRoomAsync().IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_queue_that_is_completed_keeps_nobody_waiting_for_room()
    {
        var queue = new SendQueue(100);
        queue.TryEnqueue(new byte[60]);
        var room = queue.WaitForRoomAsync();

        queue.Complete(CloseReason.Lost);

        await room.OrHang();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_total_counts_what_waits_and_nothing_of_a_connection_that_has_ended(bool drains)
    {
        var total = new QueueTotal();
        var queue = new SendQueue(100, total);
        var other = new SendQueue(100, total);
        other.TryEnqueue(new byte[7]);
        for (var i = 0; i < 3; i++)
            queue.TryEnqueue(new byte[10]);
        total.Bytes.ShouldBe(37);
        Send(queue);
        total.Bytes.ShouldBe(27);

        queue.TryDequeue(out var frame).ShouldBeTrue();
        queue.Complete(drains ? CloseReason.ShuttingDown : CloseReason.Lost);
        total.Bytes.ShouldBe(drains ? 27 : 7);
        queue.Abandon();
        queue.Sent(frame);
        queue.Abandon();

        total.Bytes.ShouldBe(7);
    }

    [Fact]
    public void The_reader_goes_on_when_it_is_woken_and_there_is_a_frame()
    {
        var queue = new SendQueue(10);
        var waiting = queue.WaitToReadAsync().AsTask();
        queue.Wake();
        queue.IsReaderWaiting.ShouldBeTrue();

        queue.TryEnqueue([1]);
        waiting.IsCompleted.ShouldBeFalse();
        queue.Wake();
        queue.Wake();

        waiting.IsCompletedSuccessfully.ShouldBeTrue("the reader continues on the thread that wakes it");
        queue.IsReaderWaiting.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reader_that_waits_learns_without_being_woken_that_the_queue_is_completed(bool drains)
    {
        var queue = new SendQueue(10);
        var waiting = queue.WaitToReadAsync().AsTask();

        queue.Complete(drains ? CloseReason.ShuttingDown : CloseReason.Lost);

        (await waiting.OrHang()).ShouldBeFalse();
    }

    [Fact]
    public void The_first_reason_to_close_counts()
    {
        var queue = new SendQueue(10);

        queue.Complete(CloseReason.ShuttingDown).ShouldBeTrue();
        queue.Complete(CloseReason.Lost).ShouldBeFalse();

        queue.CloseReason.ShouldBe(CloseReason.ShuttingDown);
    }

    [Fact]
    public async Task What_waits_at_a_shutdown_is_sent_first()
    {
        var queue = new SendQueue(10);
        queue.TryEnqueue([1]);
        queue.Complete(CloseReason.ShuttingDown);

        (await queue.WaitToReadAsync()).ShouldBeTrue();
        queue.TryDequeue(out _).ShouldBeTrue();
        (await queue.WaitToReadAsync()).ShouldBeFalse();
    }

    [Fact]
    public void A_closed_queue_takes_no_more_and_blames_nobody()
    {
        var queue = new SendQueue(10);
        queue.Complete(CloseReason.ClientClosed);

        for (var i = 0; i < 5; i++)
            queue.TryEnqueue(new byte[9]).ShouldBeTrue();

        queue.TryDequeue(out _).ShouldBeFalse();
        queue.CloseReason.ShouldBe(CloseReason.ClientClosed);
    }

    private static void Send(SendQueue queue)
    {
        queue.TryDequeue(out var frame).ShouldBeTrue();
        queue.Sent(frame);
    }
}
