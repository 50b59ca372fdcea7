using Skapi.Rtc.Managed.Sctp.Sending;

namespace Skapi.Rtc.Managed.Tests.Sctp.Sending;

public class SendQueueTests
{
    private const int Fragment = 1000;
    private const ushort Large = 0;
    private const ushort Waiting = 2;
    private const ushort Urgent = 4;

    private readonly SendQueue _queue = new();

    // The stream that has sent the most set the time at which others began, so that they waited until all had sent as much.
    [Fact]
    public void An_urgent_message_does_not_wait_for_all_that_others_have_queued()
    {
        _queue[Large].Weight = 128;
        _queue[Waiting].Weight = 128;
        _queue[Urgent].Weight = 1024;
        Enqueue(Large, 100 * Fragment);
        SendFragment().ShouldBe(Large);
        for (var i = 0; i < 100; i++)
            Enqueue(Waiting, Fragment);

        // Without interleaving, the large message is sent to its end before others.
        while (_queue.BufferedBytesOf(Large) > 0)
            SendFragment().ShouldBe(Large);

        Enqueue(Urgent, Fragment);

        Enumerable.Range(0, 3).Select(_ => SendFragment()).ShouldContain(Urgent);
    }

    [Fact]
    public void A_stream_does_not_make_up_for_the_time_in_which_it_had_nothing_to_send()
    {
        for (var i = 0; i < 50; i++)
        {
            Enqueue(Large, Fragment);
            SendFragment().ShouldBe(Large);
        }

        for (var i = 0; i < 50; i++)
        {
            Enqueue(Large, Fragment);
            Enqueue(Waiting, Fragment);
        }

        Enumerable.Range(0, 10).Select(_ => SendFragment()).Count(stream => stream == Large).ShouldBe(5);
    }

    private void Enqueue(ushort stream, int bytes) => _queue.Enqueue(new SendOptions(stream, 53), new byte[bytes], TimeSpan.Zero);

    private ushort SendFragment()
    {
        _queue.TryPeek(TimeSpan.Zero, isInterleaved: false, out var stream, out var message).ShouldBeTrue();
        var number = message!.Options.Stream;
        _queue.OnSent(stream!, message, Fragment);
        return number;
    }
}
