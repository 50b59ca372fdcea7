using System.Security.Cryptography;
using Skapi.Rtc.Managed.Sctp;
using Skapi.Rtc.Managed.Sctp.Sending;
using Skapi.Rtc.Managed.Tests.Simulation;

namespace Skapi.Rtc.Managed.Tests.Sctp;

public class SctpAssociationTests
{
    [Fact]
    public void Two_sides_connect_although_their_inits_cross()
    {
        using var pair = SctpPair.Connected();

        pair.Now.ShouldBe(TimeSpan.FromMilliseconds(15));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Messages_of_all_sizes_arrive_whole_and_in_order(bool interleaving)
    {
        using var pair = SctpPair.Connected(left: options => options with { Interleaving = interleaving });
        var random = new Random(4);
        var sent = Enumerable.Range(0, 200).Select(_ => Bytes(random, 1 + random.Next(random.Next(3) == 0 ? 200_000 : 2_000))).ToList();

        foreach (var message in sent)
            pair.Left.Send(new SendOptions(3, SctpPair.Ppid), message);

        pair.RunUntil(() => pair.Right.Received.Count == sent.Count);

        pair.Right.Received.Select(received => received.Message).ShouldBe(sent);
        pair.Left.Association.IsInterleaved.ShouldBe(interleaving);
    }

    [Fact]
    public void Messages_sent_before_the_association_is_established_arrive()
    {
        using var pair = new SctpPair();
        pair.Left.Send(1, "early");

        pair.Connect();
        pair.RunUntil(() => pair.Right.Received.Count == 1);

        pair.Right.Texts.ShouldBe(["early"]);
    }

    [Fact]
    public void A_large_message_does_not_keep_other_streams_waiting_if_both_sides_interleave()
    {
        using var pair = SctpPair.Connected(faults: new NetworkFaults { BytesPerSecond = 100_000 });
        pair.Left.Send(new SendOptions(1, SctpPair.Ppid), new byte[200_000]);

        pair.Left.Send(2, "urgent");
        pair.RunUntil(() => pair.Right.Received.Count == 2);

        pair.Right.Received[0].Stream.ShouldBe((ushort)2);
    }

    [Fact]
    public void Streams_share_the_line_by_their_weights()
    {
        using var pair = SctpPair.Connected(faults: new NetworkFaults { BytesPerSecond = 500_000 });
        pair.Left.Association.SetWeight(1, 128);
        pair.Left.Association.SetWeight(2, 512);
        for (var i = 0; i < 400; i++)
        {
            pair.Left.Association.Send(new SendOptions(1, SctpPair.Ppid), new byte[1000], pair.Now);
            pair.Left.Association.Send(new SendOptions(2, SctpPair.Ppid), new byte[1000], pair.Now);
        }

        pair.Left.Drain();
        pair.RunUntil(() => pair.Right.Received.Count >= 250);

        var ofSecond = pair.Right.Received.Count(received => received.Stream == 2);
        ofSecond.ShouldBeInRange(180, 220);
    }

    [Fact]
    public void An_unordered_message_overtakes_one_that_was_lost()
    {
        using var pair = SctpPair.Connected();
        var lost = false;
        pair.Tamper = (side, packet) =>
        {
            if (side != 0 || lost)
                return packet;

            lost = true;
            return null;
        };
        var options = new SendOptions(1, SctpPair.Ppid, IsUnordered: true);

        pair.Left.Send(options, "first"u8.ToArray());
        pair.Left.Send(options, "second"u8.ToArray());
        pair.RunUntil(() => pair.Right.Received.Count == 2);

        pair.Right.Texts.ShouldBe(["second", "first"]);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public void A_message_without_retransmissions_is_given_up_and_those_behind_it_go_on(bool interleaving, bool unordered)
    {
        using var pair = SctpPair.Connected(left: options => options with { Interleaving = interleaving });
        var packets = 0;
        pair.Tamper = (side, packet) => side == 0 && ++packets == 2 ? null : packet;
        var options = new SendOptions(1, SctpPair.Ppid, unordered, MaxRetransmits: 0);

        // The second packet is a part of the first message: what arrived of that message has to be dropped.
        pair.Left.Send(options, new byte[5000]);
        pair.Left.Send(options, "behind"u8.ToArray());
        pair.RunUntil(() => pair.Right.Received.Count == 1);
        pair.Run(TimeSpan.FromSeconds(10));

        pair.Right.Texts.ShouldBe(["behind"]);
        pair.Left.Send(options, "later"u8.ToArray());
        pair.RunUntil(() => pair.Right.Received.Count == 2);
    }

    [Fact]
    public void A_message_that_expires_before_it_is_sent_is_not_sent()
    {
        using var pair = SctpPair.Connected(faults: new NetworkFaults { BytesPerSecond = 10_000 });
        pair.Left.Send(new SendOptions(1, SctpPair.Ppid), new byte[50_000]);

        pair.Left.Send(new SendOptions(1, SctpPair.Ppid, Lifetime: TimeSpan.FromMilliseconds(100)), "late"u8.ToArray());
        pair.Left.Send(1, "reliable");
        pair.RunUntil(() => pair.Right.Received.Count == 2);
        pair.Run(TimeSpan.FromSeconds(5));

        pair.Right.Received.Count.ShouldBe(2);
    }

    [Fact]
    public void A_receiver_that_does_not_consume_stops_the_sender_and_starts_it_again()
    {
        using var pair = SctpPair.Connected(right: options => options with { ReceiveBuffer = 50_000 });
        pair.Right.Consumes = false;
        for (var i = 0; i < 100; i++)
            pair.Left.Association.Send(new SendOptions(1, SctpPair.Ppid), new byte[10_000], pair.Now);

        pair.Left.Drain();
        pair.Run(TimeSpan.FromSeconds(30));

        var held = pair.Right.Received.Count;
        held.ShouldBeInRange(4, 6);
        var total = held;
        while (total < 100)
        {
            pair.Right.Consume();
            pair.RunUntil(() => pair.Right.Received.Count > 0);
            total += pair.Right.Received.Count;
        }
    }

    [Fact]
    public void A_message_that_is_too_long_is_dropped_and_the_association_goes_on()
    {
        using var pair = SctpPair.Connected(right: options => options with { MaxReceiveMessage = 10_000 });

        pair.Left.Send(new SendOptions(1, SctpPair.Ppid), new byte[100_000]);
        pair.Left.Send(1, "next");
        pair.RunUntil(() => pair.Right.Received.Count == 1);

        pair.Right.TooLong.ShouldBe(1);
        pair.Right.Texts.ShouldBe(["next"]);
    }

    [Fact]
    public void A_silent_peer_ends_the_association_in_the_end()
    {
        using var pair = SctpPair.Connected();
        pair.Network.Faults = new NetworkFaults { Loss = 1 };

        pair.Left.Send(1, "lost");
        pair.RunUntil(() => pair.Left.State == SctpState.Closed, TimeSpan.FromMinutes(5));

        pair.Left.Closings.Single().ShouldNotBeNull().ShouldContain("acknowledge");
    }

    [Fact]
    public void Packets_without_a_checksum_are_sent_only_to_a_side_that_accepts_them()
    {
        using var pair = SctpPair.Connected(left: options => options with { ZeroChecksum = false });
        var withoutChecksum = new int[2];
        pair.Tamper = (side, packet) =>
        {
            if (packet.AsSpan(8, 4).IndexOfAnyExcept((byte)0) < 0)
                withoutChecksum[side]++;

            return packet;
        };

        pair.Left.Send(1, "one way");
        pair.Right.Send(1, "other way");
        pair.RunUntil(() => pair.Left.Received.Count == 1 && pair.Right.Received.Count == 1);

        withoutChecksum.ShouldBe([0, 0]);
    }

    [Fact]
    public void A_changed_bit_is_noticed_by_the_checksum()
    {
        using var pair = SctpPair.Connected(
            faults: new NetworkFaults { Corruption = 0.3 },
            left: options => options with { ZeroChecksum = false }, right: options => options with { ZeroChecksum = false });
        for (var i = 0; i < 50; i++)
            pair.Left.Send(1, $"message {i}");

        pair.RunUntil(() => pair.Right.Received.Count == 50);

        pair.Right.Texts.ShouldBe(Enumerable.Range(0, 50).Select(i => $"message {i}"));
    }

    [Fact]
    public void Packets_with_a_foreign_tag_are_dropped()
    {
        using var pair = SctpPair.Connected();
        pair.Tamper = (_, packet) =>
        {
            packet[7] ^= 1;
            return packet;
        };

        pair.Left.Send(1, "forged");
        pair.Run(TimeSpan.FromSeconds(1));

        pair.Right.Received.ShouldBeEmpty();
    }

    [Fact]
    public void The_last_of_a_burst_is_recovered_by_a_probe_and_not_by_the_timer()
    {
        using var pair = SctpPair.Connected();
        pair.Left.Send(1, "measures the round trip");
        pair.RunUntil(() => pair.Right.Received.Count == 1);
        pair.Run(TimeSpan.FromMilliseconds(500));
        var packets = 0;
        pair.Tamper = (side, packet) => side == 0 && ++packets is 9 or 10 ? null : packet;
        var start = pair.Now;

        pair.Left.Send(new SendOptions(1, SctpPair.Ppid), new byte[11_000]);
        pair.RunUntil(() => pair.Right.Received.Count == 2);

        // Two packets of ten are lost. The retransmission timer would take 400 ms.
        (pair.Now - start).ShouldBeLessThan(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void A_long_path_is_filled()
    {
        // 50 ms each way and 4 MB/s: 400 kB on the way.
        using var pair = SctpPair.Connected(
            faults: new NetworkFaults { Delay = TimeSpan.FromMilliseconds(50), BytesPerSecond = 4_000_000, QueueBytes = 500_000 });
        var start = pair.Now;
        for (var i = 0; i < 200; i++)
            pair.Left.Association.Send(new SendOptions(1, SctpPair.Ppid), new byte[100_000], pair.Now);

        pair.Left.Drain();
        pair.RunUntil(() => pair.Right.Received.Count == 200);

        // 20 MB take 5 s at the line's speed.
        (pair.Now - start).TotalSeconds.ShouldBeLessThan(7);
    }

    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        string Run()
        {
            using var pair = SctpPair.Connected(8, new NetworkFaults { Loss = 0.1, Jitter = TimeSpan.FromMilliseconds(10) });
            for (var i = 0; i < 100; i++)
                pair.Left.Send(new SendOptions(1, SctpPair.Ppid), RandomNumberGenerator.GetBytes(2000));

            pair.RunUntil(() => pair.Right.Received.Count == 100);
            return $"{pair.Now} {pair.Network.Sent} {pair.Network.Dropped}";
        }

        Run().ShouldBe(Run());
    }

    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
