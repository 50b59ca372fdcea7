using System.Net;
using Skapi.Rtc.Managed.Io;

namespace Skapi.Rtc.Managed.Tests.Io;

public class SendBatchTests
{
    private static readonly IPEndPoint To = new(IPAddress.Loopback, 1);

    [Fact]
    public void Datagrams_of_one_length_and_a_shorter_last_one_leave_together()
    {
        var batch = new SendBatch();

        batch.TryAdd(To, new byte[100]).ShouldBeTrue();
        batch.TryAdd(To, new byte[100]).ShouldBeTrue();
        batch.TryAdd(To, new byte[40]).ShouldBeTrue();

        (batch.Count, batch.SegmentSize, batch.Length).ShouldBe((3, 100, 240));
    }

    [Fact]
    public void Nothing_follows_a_shorter_datagram()
    {
        var batch = new SendBatch();
        batch.TryAdd(To, new byte[100]);
        batch.TryAdd(To, new byte[40]);

        batch.TryAdd(To, new byte[40]).ShouldBeFalse();
    }

    [Fact]
    public void A_longer_datagram_and_one_to_another_receiver_do_not_join()
    {
        var batch = new SendBatch();
        batch.TryAdd(To, new byte[100]);

        batch.TryAdd(To, new byte[101]).ShouldBeFalse();
        batch.TryAdd(new IPEndPoint(IPAddress.Loopback, 2), new byte[100]).ShouldBeFalse();
    }

    [Fact]
    public void A_batch_stays_within_what_the_system_takes()
    {
        var batch = new SendBatch();

        while (batch.TryAdd(To, new byte[1200]))
        {
        }

        batch.Length.ShouldBeLessThan(65_507);
        batch.Count.ShouldBeLessThanOrEqualTo(64);
    }

    [Fact]
    public void A_batch_is_empty_after_it_was_sent()
    {
        var batch = new SendBatch();
        batch.TryAdd(To, new byte[100]);
        batch.TryAdd(To, new byte[40]);

        batch.Clear();

        batch.Count.ShouldBe(0);
        batch.TryAdd(To, new byte[200]).ShouldBeTrue();
    }
}
