using Skapi.Realtime.Gateway.Connections;

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
            frame.ShouldBe([i]);
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

        (await queue.WaitToReadAsync(default)).ShouldBeTrue();
        queue.TryDequeue(out _).ShouldBeTrue();
        (await queue.WaitToReadAsync(default)).ShouldBeFalse();
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
}
