using Skapi.Rtc.Managed.Sctp.Receiving;

namespace Skapi.Rtc.Managed.Tests.Sctp;

public class ReceiveBufferTests
{
    private const int Initial = 1000;
    private const int Max = 5000;
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(50);
    private readonly ReceiveBuffer _buffer = new(Initial, Max);

    [Fact]
    public void A_sender_that_fills_it_each_round_trip_gets_more_up_to_the_maximum()
    {
        List<int> sizes = [];
        for (var round = 0; round < 5; round++)
        {
            _buffer.OnReceived(_buffer.Size, held: 0, RoundTrip, round * RoundTrip);
            sizes.Add(_buffer.Size);
        }

        sizes.ShouldBe([2000, 4000, Max, Max, Max]);
    }

    [Fact]
    public void A_slow_sender_gets_no_more()
    {
        for (var round = 0; round < 100; round++)
            _buffer.OnReceived(Initial / 4, held: 0, RoundTrip, round * RoundTrip);

        _buffer.Size.ShouldBe(Initial);
    }

    [Fact]
    public void An_app_that_does_not_consume_gets_no_more()
    {
        for (var round = 0; round < 100; round++)
            _buffer.OnReceived(Initial, held: Initial, RoundTrip, round * RoundTrip);

        _buffer.Size.ShouldBe(Initial);
    }

    [Fact]
    public void It_is_never_larger_than_the_maximum_at_first() => new ReceiveBuffer(Initial, 100).Size.ShouldBe(100);

    [Fact]
    public void A_fast_transfer_over_a_long_line_is_not_slowed_down_by_it()
    {
        // 50 ms each way and 20 MB/s: 2 MB on the way, four times as much as the buffer has at first.
        using var pair = SctpPair.Connected(faults: new Simulation.NetworkFaults
        {
            Delay = TimeSpan.FromMilliseconds(50), BytesPerSecond = 20_000_000, QueueBytes = 2_000_000,
        });
        pair.Right.Keeps = false;
        var start = pair.Now;
        for (var i = 0; i < 300; i++)
            pair.Left.Association.Send(new Managed.Sctp.Sending.SendOptions(1, SctpPair.Ppid), new byte[100_000], pair.Now);

        pair.Left.Drain();
        pair.RunUntil(() => pair.Right.ReceivedBytes == 30_000_000);

        // 30 MB take 1.5 s at the line's speed, and at least 6 s with the buffer of the start.
        (pair.Now - start).TotalSeconds.ShouldBeLessThan(4);
    }
}
