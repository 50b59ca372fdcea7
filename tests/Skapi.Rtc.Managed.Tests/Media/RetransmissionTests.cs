using System.Buffers.Binary;
using Skapi.Protocol;
using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Managed.Rtcp;
using Skapi.Rtc.Managed.Rtp;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Managed.Tests.Media;

/// <summary>Packets that are sent again, on request of the other side.</summary>
public class RetransmissionTests
{
    [Fact]
    public void Packets_from_before_a_negotiation_without_the_feedback_are_not_sent_again()
    {
        using var pair = new MediaPair();
        var (left, _) = pair.Add("v", MediaKind.Video);
        var packets = new List<byte[]>();
        pair.Left.Passes = packet =>
        {
            packets.Add(packet);
            return true;
        };
        pair.Left.Send(left, 0);
        var sequence = SequenceOf(packets.ShouldHaveSingleItem());

        left.Apply(left.Parameters with { Outgoing = [.. left.Parameters.Outgoing.Select(format => format with { HasNack = false })] });
        pair.Left.Send(left, 1);
        Request(pair.Left, left, sequence);

        left.Outgoing.Retransmissions.ShouldBe(0);
    }

    [Fact]
    public void A_packet_from_long_ago_that_is_sent_again_changes_nothing()
    {
        using var pair = new MediaPair();
        var (left, right) = pair.Add("v", MediaKind.Video);
        byte[]? latest = null;
        pair.Left.Passes = packet =>
        {
            latest = packet;
            return true;
        };
        pair.Left.Send(left, 0);
        var packet = latest!;
        pair.Run(TimeSpan.FromMilliseconds(20));

        pair.Right.Handle(AsSentAgain(packet, left, right.Parameters.Incoming[0], (ushort)(SequenceOf(packet) - 5000)));
        pair.Left.Send(left, 1, isKeyFrame: false);
        pair.Run(TimeSpan.FromMilliseconds(20));

        pair.Right.Frames.Select(frame => frame.Number).ShouldBe([0, 1]);
    }

    [Fact]
    public void Requests_do_not_make_this_side_send_far_more_than_its_pictures()
    {
        using var pair = new MediaPair();
        var (left, _) = pair.Add("v", MediaKind.Video);
        var first = (ushort?)null;
        pair.Left.Passes = packet =>
        {
            first ??= SequenceOf(packet);
            return false;
        };
        pair.Left.Send(left, 0, size: 500 * 1000);
        var all = Enumerable.Range(0, 400).Select(number => (ushort)(first!.Value + number)).ToArray();

        for (var count = 0; count < 5; count++)
        {
            Request(pair.Left, left, all);
            pair.Run(TimeSpan.FromMilliseconds(20));
        }

        left.Outgoing.Retransmissions.ShouldBeInRange(200, 250);
    }

    [Theory]
    [InlineData(true, RtcpType.TransportFeedback)]
    [InlineData(false, RtcpType.ReceiverReport)]
    public void Only_a_side_that_reads_reduced_feedback_gets_it(bool isReduced, object first)
    {
        using var pair = new MediaPair();
        var (left, _) = pair.Add(
            "v", MediaKind.Video, rightSends: false, change: parameters => parameters with { HasReducedRtcp = isReduced });
        var count = 0;
        pair.Left.Passes = packet => RtcpPacket.IsRtcp(packet) || ++count != 2;
        var feedback = new List<byte[]>();
        pair.Right.Passes = packet =>
        {
            feedback.Add(packet);
            return true;
        };

        pair.Left.Send(left, 0, size: 3000);
        pair.Run(TimeSpan.FromMilliseconds(100));

        ((RtcpType)feedback.ShouldHaveSingleItem()[1]).ShouldBe(first);
        pair.Right.Frames.ShouldHaveSingleItem();
    }

    // A packet in its own stream is protected with the nonce of the first transmission (RFC 3711, section 9.1).
    [Fact]
    public void A_packet_that_is_sent_again_in_its_own_stream_is_the_same_to_the_byte()
    {
        using var pair = new MediaPair();
        var (left, _) = pair.Add("v", MediaKind.Video, change: static parameters => parameters with
        {
            Extensions = new ExtensionNumbers { Mid = 1, TransportSequence = 2 },
            Outgoing = [.. parameters.Outgoing.Select(format => format with { RetransmissionType = null })],
        });
        var packets = new List<byte[]>();
        pair.Left.Passes = packet =>
        {
            packets.Add(packet);
            return true;
        };
        pair.Left.Send(left, 0);
        pair.Left.Send(left, 1);

        Request(pair.Left, left, SequenceOf(packets[0]));
        pair.Run(TimeSpan.FromMilliseconds(20));

        packets.Count(packet => packet.SequenceEqual(packets[0])).ShouldBe(2);
    }

    [Fact]
    public void A_packet_that_is_sent_again_in_another_stream_has_a_transport_wide_number_of_its_own()
    {
        using var pair = new MediaPair();
        var (left, _) = pair.Add("v", MediaKind.Video, change: static parameters => parameters with
        {
            Extensions = new ExtensionNumbers { Mid = 1, TransportSequence = 2 },
        });
        var packets = new List<byte[]>();
        pair.Left.Passes = packet =>
        {
            packets.Add(packet);
            return true;
        };
        pair.Left.Send(left, 0);

        Request(pair.Left, left, SequenceOf(packets[0]));
        pair.Run(TimeSpan.FromMilliseconds(20));

        packets.Where(packet => !RtcpPacket.IsRtcp(packet)).Select(TransportSequenceOf).ShouldBe([(ushort)0, (ushort)1]);
    }

    [Fact]
    public void A_stream_whose_first_packet_was_lost_begins_with_the_next_key_frame()
    {
        using var pair = new MediaPair();
        var (left, _) = pair.Add("v", MediaKind.Video);
        var packets = new List<byte[]>();
        pair.Left.Passes = packet =>
        {
            packets.Add(packet);
            return packets.Count > 1;
        };

        // The parameter sets, and in packets of their own a picture that needs them.
        byte[] picture =
        [
            0, 0, 0, 1, 0x67, .. Enumerable.Repeat((byte)1, 1000),
            0, 0, 0, 1, 0x65, .. Enumerable.Repeat((byte)2, 1000),
        ];
        var frame = new EncodedFrame(MediaCodec.H264, picture, pair.Now, isKeyFrame: true);
        pair.Left.Session.Send(left, frame, pair.Now);
        pair.Run(TimeSpan.FromSeconds(1));
        pair.Right.Frames.ShouldBeEmpty();
        pair.Left.KeyFramesNeeded.ShouldBe(["v"]);

        pair.Left.Session.Send(left, frame, pair.Now);
        pair.Run(TimeSpan.FromSeconds(1));

        pair.Right.Frames.Count.ShouldBe(1);
    }

    private static ushort TransportSequenceOf(byte[] packet)
    {
        RtpHeader.TryRead(packet, out var header).ShouldBeTrue();
        HeaderExtensions.TryFind(header.ExtensionProfile, header.ExtensionsOf(packet), 2, out var value).ShouldBeTrue();
        return BinaryPrimitives.ReadUInt16BigEndian(value);
    }

    private static ushort SequenceOf(byte[] packet) => BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(2));

    // RFC 4588, section 4.
    private static byte[] AsSentAgain(byte[] packet, Transceiver sender, MediaFormat format, ushort original)
    {
        RtpHeader.TryRead(packet, out var header).ShouldBeTrue();
        var again = new byte[packet.Length + sizeof(ushort)];
        packet.AsSpan(0, header.Length).CopyTo(again);
        (header with { PayloadType = format.RetransmissionType!.Value, Sequence = 1, Ssrc = sender.Outgoing.RetransmissionSsrc })
            .Write(again, header.ExtensionProfile != 0);
        BinaryPrimitives.WriteUInt16BigEndian(again.AsSpan(header.Length), original);
        packet.AsSpan(header.Length).CopyTo(again.AsSpan(header.Length + sizeof(ushort)));
        return again;
    }

    private static void Request(MediaPair.Side sender, Transceiver transceiver, params ReadOnlySpan<ushort> sequences)
    {
        var buffer = new byte[1200];
        var writer = new RtcpWriter(buffer);
        writer.WriteReceiverReport(1, []);
        writer.WriteNack(1, transceiver.Outgoing.Ssrc, sequences);
        sender.Handle(buffer[..writer.Length]);
    }
}
