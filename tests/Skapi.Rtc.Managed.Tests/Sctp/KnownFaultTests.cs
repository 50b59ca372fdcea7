using System.Buffers.Binary;
using Skapi.Rtc.Managed.Sctp.Packets;
using Skapi.Rtc.Managed.Sctp.Receiving;
using Skapi.Rtc.Managed.Sctp.Sending;
using Skapi.Rtc.Managed.Tests.Simulation;

namespace Skapi.Rtc.Managed.Tests.Sctp;

/// <summary>Faults that other implementations of SCTP had, each with the report that describes it.</summary>
public class KnownFaultTests
{
    // sctp-proto #7.
    [Fact]
    public void Repeated_acknowledgements_do_not_keep_the_timer_from_expiring()
    {
        using var pair = SctpPair.Connected();
        byte[]? acknowledgement = null;
        pair.Tamper = (sender, packet) =>
        {
            if (sender == 1 && packet[SctpHeader.Size] == (byte)ChunkType.Sack)
                acknowledgement = packet;

            return packet;
        };
        pair.Left.Send(1, "one");
        pair.Run(TimeSpan.FromSeconds(1));
        var transmissions = 0;
        pair.Tamper = (sender, packet) =>
        {
            transmissions += sender == 0 ? 1 : 0;
            return null;
        };

        pair.Left.Send(1, "two");
        for (var i = 0; i < 60; i++)
        {
            pair.Run(TimeSpan.FromMilliseconds(50));
            pair.Left.Association.HandlePacket(acknowledgement!, pair.Now);
            pair.Drain();
        }

        transmissions.ShouldBeGreaterThan(3);
    }

    // pion #37: bytes in reassembly did not count, so a sender could fill the receiver's memory.
    [Fact]
    public void The_window_counts_what_waits_in_reassembly()
    {
        using var pair = SctpPair.Connected(right: options => options with { ReceiveBuffer = 50_000 });
        uint? first = null;
        var smallest = uint.MaxValue;
        pair.Tamper = (sender, packet) =>
        {
            var type = (ChunkType)packet[SctpHeader.Size];
            var tsn = BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(SctpHeader.Size + 4));
            if (sender == 1 && type == ChunkType.Sack)
                smallest = Math.Min(smallest, BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(SctpHeader.Size + 8)));
            if (sender == 1 || type != ChunkType.InterleavedData)
                return packet;

            first ??= tsn;
            return tsn == first ? null : packet;
        };

        pair.Left.Send(new SendOptions(1, SctpPair.Ppid), new byte[200_000]);
        pair.Run(TimeSpan.FromSeconds(2));

        smallest.ShouldBeLessThan(10_000u);
        pair.Right.Association.HeldBytes.ShouldBeLessThan(60_000);
    }

    // pion #471: an empty chunk takes nothing from the window, so their number needs a bound of its own.
    [Fact]
    public void A_number_that_is_too_far_ahead_is_refused()
    {
        var tracker = new TsnTracker(100);

        tracker.Accepts(99 + TsnTracker.MaxAhead).ShouldBeTrue();
        tracker.Accepts(100 + TsnTracker.MaxAhead).ShouldBeFalse();
    }

    // pion #303 and #109.
    [Fact]
    public void A_thousand_timeouts_in_a_row_do_not_overflow_the_timeout()
    {
        var rto = new RtoEstimator();
        rto.AddSample(TimeSpan.FromMilliseconds(50));

        for (var i = 0; i < 1000; i++)
            rto.BackOff();

        rto.Timeout.ShouldBe(RtoEstimator.Max);
    }

    // usrsctp #492, pion #498.
    [Fact]
    public void A_lost_retransmission_does_not_wait_for_the_timer()
    {
        using var pair = SctpPair.Connected();
        pair.Left.Send(new SendOptions(1, SctpPair.Ppid), new byte[200_000]);
        pair.RunUntil(() => pair.Right.Received.Count == 1);
        uint? lost = null;
        var drops = 0;
        pair.Tamper = (sender, packet) =>
        {
            if (sender == 1 || packet[SctpHeader.Size] != (byte)ChunkType.InterleavedData)
                return packet;

            var tsn = BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(SctpHeader.Size + 4));
            lost ??= tsn;
            return tsn == lost && drops++ < 2 ? null : packet;
        };
        var start = pair.Now;

        // Small messages follow for 80 ms, so acknowledgements tell what is missing.
        for (var i = 0; i < 40; i++)
        {
            pair.Left.Send(1, "text");
            pair.Run(TimeSpan.FromMilliseconds(2));
        }

        pair.RunUntil(() => pair.Right.Received.Count == 41);

        drops.ShouldBeGreaterThanOrEqualTo(2);
        (pair.Now - start).ShouldBeLessThan(RtoEstimator.Min);
    }

    // sipsorcery #1088.
    [Fact]
    public void A_loss_does_not_reset_the_window_to_one_packet()
    {
        var rto = new RtoEstimator();
        rto.AddSample(TimeSpan.FromMilliseconds(50));
        var window = new CongestionWindow(rto, 1000);
        for (var i = 0; i < 50; i++)
            window.OnAcknowledged(1000, (uint)i, wasFull: true, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(i));

        var before = window.Size;
        window.OnLoss(10_000, highest: 1000, TimeSpan.FromMilliseconds(60));

        window.Size.ShouldBeInRange(before / 3, before);
    }

    // werift sends an empty text so. Its TSN was never acknowledged, and everything behind it waited.
    [Fact]
    public void A_chunk_without_data_is_an_empty_message_and_the_next_one_follows()
    {
        using var pair = SctpPair.Connected(left: options => options with { ZeroChecksum = false });
        pair.Tamper = (sender, packet) => sender == 0 ? EmptyData(packet) : packet;

        pair.Left.Send(1, "x");
        pair.Run(TimeSpan.FromMilliseconds(100));
        pair.Tamper = null;
        pair.Left.Send(1, "next");
        pair.RunUntil(() => pair.Right.Received.Count == 2);

        pair.Right.Texts.ShouldBe(["", "next"]);
    }

    // usrsctp #286, #592 and #597 had trouble with skipping; here a number far ahead must not be counted up to.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Skipping_far_ahead_takes_no_time(bool interleaving)
    {
        var stream = new IncomingStream(interleaving, maxMessage: 1000);
        var sink = new Sink();

        for (var i = 0; i < 10_000; i++)
            stream.SkipOrdered(unchecked((uint)i * 0x7000_0000u), sink, 1);

        sink.Messages.ShouldBe(0);
    }

    // A request names each stream in two bytes, and a packet is limited.
    [Fact]
    public void A_thousand_streams_are_reset_at_once()
    {
        using var pair = SctpPair.Connected();
        for (ushort stream = 0; stream < 1000; stream++)
        {
            pair.Left.Send(stream, "last");
            pair.Left.Association.ResetStream(stream);
        }

        pair.Drain();
        pair.RunUntil(() => pair.Left.LocalResets.Count == 1000 && pair.Right.RemoteResets.Count == 1000);

        pair.Right.Received.Count.ShouldBe(1000);
        pair.Right.RemoteResets.Distinct().Count().ShouldBe(1000);
    }

    // usrsctp #750 and webrtc-rs #822: the sender's last data are dropped because the window is closed, and both sides wait.
    [Fact]
    public void A_closed_window_opens_again_although_the_news_of_it_is_lost()
    {
        using var pair = SctpPair.Connected(right: options => options with { ReceiveBuffer = 20_000 });
        pair.Right.Consumes = false;
        for (var i = 0; i < 60; i++)
            pair.Left.Association.Send(new SendOptions(1, SctpPair.Ppid), new byte[1000], pair.Now);

        pair.Left.Drain();
        pair.Run(TimeSpan.FromSeconds(3));
        var received = pair.Right.Received.Count;
        received.ShouldBeLessThan(60);

        pair.Network.Faults = new NetworkFaults { Loss = 1 };
        pair.Right.Consumes = true;
        pair.Right.Consume();
        pair.Network.Faults = new NetworkFaults();
        pair.RunUntil(() => received + pair.Right.Received.Count == 60, TimeSpan.FromSeconds(60));
    }

    // Cuts the payload off the only DATA chunk of a packet.
    private static byte[] EmptyData(byte[] packet)
    {
        if (packet[SctpHeader.Size] != (byte)ChunkType.InterleavedData)
            return packet;

        var cut = packet[..(SctpHeader.Size + DataHeader.InterleavedSize)];
        BinaryPrimitives.WriteUInt16BigEndian(cut.AsSpan(SctpHeader.Size + 2), DataHeader.InterleavedSize);
        cut.AsSpan(8, 4).Clear();
        SctpHeader.WriteChecksum(cut);
        return cut;
    }

    private sealed class Sink : IMessageSink
    {
        public int Messages { get; private set; }

        public void OnMessage(ushort stream, uint ppid, byte[] message) => Messages++;

        public void OnMessageTooLong(ushort stream)
        {
        }
    }
}
