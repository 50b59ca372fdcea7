using System.Buffers.Binary;
using Skapi.Protocol;
using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Managed.Rtp;

namespace Skapi.Rtc.Managed.Tests.Media;

/// <summary>A side that sends more than the layer that was negotiated, and packets that name their layer.</summary>
public sealed class SimulcastTests : IDisposable
{
    private const int Mid = 1;
    private const int Rid = 2;
    private const int RepairedRid = 3;
    private const uint Low = 100;
    private const uint High = 200;
    private const uint LowAgain = 101;
    private const uint HighAgain = 201;

    private readonly MediaPair _pair = new();
    private readonly Transceiver _right;
    private readonly MediaFormat _format;

    public SimulcastTests()
    {
        (_, _right) = _pair.Add("v", MediaKind.Video, rightSends: false, change: static parameters => parameters with
        {
            Layer = new SimulcastLayer("high", ""),
            Extensions = new ExtensionNumbers { Mid = Mid, Rid = Rid, RepairedRid = RepairedRid },
        });
        _format = _right.Parameters.Incoming[0];
    }

    public void Dispose() => _pair.Dispose();

    [Fact]
    public void Only_the_layer_that_was_negotiated_is_delivered()
    {
        Receive(Picture(Low, 1, number: 1), (Mid, "v"), (Rid, "low"));
        Receive(Picture(High, 1, number: 2), (Mid, "v"), (Rid, "high"));
        Receive(Picture(Low, 2, number: 3), (Mid, "v"), (Rid, "low"));

        Numbers.ShouldBe([2]);
    }

    [Fact]
    public void A_layer_that_has_arrived_needs_no_name_any_more()
    {
        Receive(Picture(High, 1, number: 1), (Mid, "v"), (Rid, "high"));
        Receive(Picture(High, 2, number: 2));
        Receive(Picture(Low, 1, number: 3), (Mid, "v"));

        Numbers.ShouldBe([1, 2]);
    }

    [Fact]
    public void A_packet_without_a_name_replaces_no_layer_that_has_ended()
    {
        Receive(Picture(High, 1, number: 1), (Mid, "v"), (Rid, "high"));
        _right.RemoveIncoming(High);
        Receive(Picture(Low, 1, number: 2), (Mid, "v"));
        Numbers.ShouldBe([1]);

        // Its own source may go on.
        Receive(Picture(High, 2, number: 3), (Mid, "v"));
        Numbers.ShouldBe([1, 3]);
    }

    [Fact]
    public void What_came_before_the_first_name_ends_when_it_is_of_another_layer()
    {
        Receive(Picture(Low, 1, number: 1), (Mid, "v"));
        Receive(Picture(High, 1, number: 2), (Mid, "v"), (Rid, "high"));
        Receive(Picture(Low, 2, number: 3), (Mid, "v"));

        Numbers.ShouldBe([1, 2]);
    }

    [Fact]
    public void Another_layer_ends_the_streams_of_the_one_before()
    {
        Receive(Picture(High, 1, number: 1), (Mid, "v"), (Rid, "high"));

        _right.Apply(_right.Parameters with { Layer = new SimulcastLayer("low", "") });
        _pair.Right.Session.OnNegotiated(_pair.Now);
        Receive(Picture(Low, 1, number: 2), (Mid, "v"), (Rid, "low"));
        Receive(Picture(High, 2, number: 3), (Mid, "v"));

        Numbers.ShouldBe([1, 2]);
    }

    [Fact]
    public void A_packet_that_names_only_its_layer_belongs_to_the_section_with_that_layer()
    {
        _pair.Add("w", MediaKind.Video, rightSends: false);

        Receive(Picture(High, 1, number: 1), (Rid, "high"));

        _pair.Right.Frames.ShouldHaveSingleItem().Mid.ShouldBe("v");
    }

    [Fact]
    public void Packets_that_are_sent_again_repair_their_own_layer()
    {
        Receive(Picture(High, 1, number: 1), (Mid, "v"), (Rid, "high"));
        Receive(Picture(High, 3, number: 3), (Mid, "v"), (Rid, "high"));

        Receive(Again(LowAgain, Picture(Low, 2, number: 20)), (Mid, "v"), (RepairedRid, "low"));
        Numbers.ShouldBe([1]);
        Receive(Again(HighAgain, Picture(High, 2, number: 2)), (Mid, "v"), (RepairedRid, "high"));
        Numbers.ShouldBe([1, 2, 3]);

        // Later ones need no name.
        Receive(Picture(High, 5, number: 5));
        Receive(Again(HighAgain, Picture(High, 4, number: 4)));
        Numbers.ShouldBe([1, 2, 3, 4, 5]);
    }

    private IEnumerable<int> Numbers => _pair.Right.Frames.Select(static frame => frame.Number);

    // A VP8 key frame of one packet.
    private (RtpHeader Header, byte[] Payload) Picture(uint ssrc, ushort sequence, int number)
    {
        var payload = new byte[20];
        payload[0] = 0x10;
        BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(2), number);
        var header = new RtpHeader
        {
            Marker = true, PayloadType = _format.PayloadType, Sequence = sequence, Timestamp = (uint)(3000 * sequence), Ssrc = ssrc,
        };
        return (header, payload);
    }

    private (RtpHeader Header, byte[] Payload) Again(uint ssrc, (RtpHeader Header, byte[] Payload) original)
    {
        var number = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(number, original.Header.Sequence);
        return (original.Header with { PayloadType = _format.RetransmissionType!.Value, Ssrc = ssrc }, [.. number, .. original.Payload]);
    }

    private void Receive((RtpHeader Header, byte[] Payload) packet, params (int Id, string Value)[] extensions)
    {
        var buffer = new byte[200];
        packet.Header.Write(buffer, extensions.Length > 0);
        var length = RtpHeader.FixedSize;
        if (extensions.Length > 0)
        {
            var writer = new HeaderExtensionWriter(buffer.AsSpan(length), isOneByte: true);
            foreach (var (id, value) in extensions)
                writer.Write(id, System.Text.Encoding.ASCII.GetBytes(value));

            length += writer.Complete();
        }

        packet.Payload.CopyTo(buffer.AsSpan(length));
        _pair.Right.Handle(buffer[..(length + packet.Payload.Length)]);
        _pair.Run(TimeSpan.FromMilliseconds(10));
    }
}
