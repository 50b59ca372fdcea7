using System.Buffers.Binary;
using Skapi.Protocol;
using Skapi.Rtc.Managed.Media;

namespace Skapi.Rtc.Managed.Tests.Media;

/// <summary>Key frames: when they are needed, and when they are requested.</summary>
public class KeyFrameTests
{
    [Fact]
    public void After_pictures_that_were_not_sent_the_next_one_is_a_key_frame()
    {
        using var pair = new MediaPair();
        var (left, _) = pair.Add("v", MediaKind.Video);
        var parameters = left.Parameters;
        pair.Left.Send(left, 0);
        left.Apply(parameters with { Sends = false });
        pair.Left.Send(left, 1, isKeyFrame: false);
        left.Apply(parameters);

        pair.Left.Send(left, 2, isKeyFrame: false);
        pair.Left.Send(left, 3, isKeyFrame: false);
        pair.Left.KeyFramesNeeded.ShouldBe(["v"]);
        pair.Left.Send(left, 4);
        pair.Left.Send(left, 5, isKeyFrame: false);
        pair.Run(TimeSpan.FromSeconds(1));

        pair.Right.Frames.Select(frame => frame.Number).ShouldBe([0, 4, 5]);
    }

    [Fact]
    public void A_source_that_replaces_another_begins_with_a_key_frame()
    {
        using var pair = new MediaPair();
        var (left, _) = pair.Add("v", MediaKind.Video);
        pair.Left.Send(left, 0);
        left.SetSource(null);

        pair.Left.Send(left, 1, isKeyFrame: false);
        pair.Left.Send(left, 2);
        pair.Run(TimeSpan.FromSeconds(1));

        pair.Right.Frames.Select(frame => frame.Number).ShouldBe([0, 2]);
    }

    [Fact]
    public void A_source_that_makes_no_key_frame_is_asked_again_after_a_while()
    {
        using var pair = new MediaPair();
        var (left, _) = pair.Add("v", MediaKind.Video);
        left.SetSource(null);

        pair.Run(TimeSpan.FromMilliseconds(700), tick => pair.Left.Send(left, tick, isKeyFrame: false));

        pair.Left.KeyFramesNeeded.Count.ShouldBe(3);
    }

    [Fact]
    public void Pictures_that_wait_too_long_are_dropped_only_in_the_stream_that_sends_too_much()
    {
        using var pair = new MediaPair();
        var (large, _) = AddPaced(pair, "large");
        var (small, _) = AddPaced(pair, "small");
        pair.Left.Send(large, 0, size: 200_000);
        pair.Left.Send(small, 0, size: 500);

        for (var number = 1; number < 5; number++)
        {
            pair.Left.Send(large, number, isKeyFrame: false, size: 100_000);
            pair.Left.Send(small, number, isKeyFrame: false, size: 500);
        }

        pair.Left.KeyFramesNeeded.ShouldBe(["large"]);
        small.Outgoing.NeedsKeyFrame.ShouldBeFalse();
    }

    [Fact]
    public void A_key_frame_that_waits_is_replaced_by_a_later_one()
    {
        using var pair = new MediaPair();
        var (left, _) = AddPaced(pair, "v");
        for (var number = 0; number < 4; number++)
            pair.Left.Send(left, number, size: 60_000);

        pair.Run(TimeSpan.FromSeconds(10));

        pair.Right.Frames.Select(frame => frame.Number).ShouldBe([0, 3]);
        pair.Left.KeyFramesNeeded.ShouldBeEmpty();
    }

    [Fact]
    public void A_request_right_after_another_one_is_made_later()
    {
        using var pair = new MediaPair();
        var (left, right) = pair.Add("v", MediaKind.Video);
        pair.Left.Send(left, 0);
        pair.Run(TimeSpan.FromMilliseconds(100));
        pair.Right.Session.RequestKeyFrame(right, pair.Now);
        pair.Run(TimeSpan.FromMilliseconds(100));
        pair.Left.Send(left, 1);
        pair.Run(TimeSpan.FromMilliseconds(100));

        pair.Right.Session.RequestKeyFrame(right, pair.Now);
        pair.Left.KeyFramesNeeded.Count.ShouldBe(1);
        pair.Run(TimeSpan.FromSeconds(1));

        pair.Left.KeyFramesNeeded.Count.ShouldBe(2);
    }

    [Fact]
    public void Requests_that_follow_each_other_at_once_reach_the_app_as_one()
    {
        using var pair = new MediaPair();
        var (left, _) = pair.Add("v", MediaKind.Video);
        for (byte number = 0; number < 10; number++)
            pair.Left.Handle(FullIntraRequest(number, left.Outgoing.Ssrc));

        pair.Left.KeyFramesNeeded.Count.ShouldBe(1);
        pair.Run(TimeSpan.FromMilliseconds(300));
        pair.Left.Handle(FullIntraRequest(9, left.Outgoing.Ssrc));

        pair.Left.KeyFramesNeeded.Count.ShouldBe(2);
        left.Outgoing.KeyFrameRequests.ShouldBe(11);
    }

    [Fact]
    public void A_request_may_name_several_sources()
    {
        using var pair = new MediaPair();
        var (first, _) = pair.Add("first", MediaKind.Video);
        var (second, _) = pair.Add("second", MediaKind.Video);

        pair.Left.Handle(FullIntraRequest(1, first.Outgoing.Ssrc, second.Outgoing.Ssrc));

        pair.Left.KeyFramesNeeded.ShouldBe(["first", "second"]);
    }

    private static (Transceiver Left, Transceiver Right) AddPaced(MediaPair pair, string mid) => pair.Add(
        mid, MediaKind.Video, rightSends: false,
        change: static parameters => parameters with { Extensions = new ExtensionNumbers { Mid = 1, TransportSequence = 3 } });

    // RFC 5104, section 4.3.1.
    private static byte[] FullIntraRequest(byte number, params ReadOnlySpan<uint> sources)
    {
        var packet = new byte[12 + (8 * sources.Length)];
        (packet[0], packet[1]) = (0x84, 206);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)((packet.Length / 4) - 1));
        for (var i = 0; i < sources.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(12 + (8 * i)), sources[i]);
            packet[16 + (8 * i)] = number;
        }

        return packet;
    }
}
