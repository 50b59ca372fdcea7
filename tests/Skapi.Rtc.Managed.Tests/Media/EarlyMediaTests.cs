using Skapi.Protocol;
using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Managed.Rtcp;

namespace Skapi.Rtc.Managed.Tests.Media;

/// <summary>Packets that come before the answer, or before the app knows the track.</summary>
public class EarlyMediaTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Pictures_that_overtake_the_answer_are_delivered_when_it_comes()
    {
        using var pair = new MediaPair();
        var (right, negotiated) = Offer(pair);
        for (var number = 0; number < 3; number++)
            pair.Right.Send(right, number, isKeyFrame: number == 0, size: 3000);

        pair.Run(Second);
        pair.Left.Frames.ShouldBeEmpty();
        Answer(pair, negotiated);

        pair.Left.Frames.Select(frame => frame.Number).ShouldBe([0, 1, 2]);
        pair.Right.KeyFramesNeeded.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_lost_before_the_answer_is_requested_after_it()
    {
        using var pair = new MediaPair();
        var (right, negotiated) = Offer(pair);
        var count = 0;
        pair.Right.Passes = packet => RtcpPacket.IsRtcp(packet) || ++count != 2;
        pair.Right.Send(right, 0, size: 3000);
        pair.Run(Second);

        Answer(pair, negotiated);
        pair.Run(Second);

        pair.Left.Frames.ShouldHaveSingleItem();
        right.Outgoing.Retransmissions.ShouldBe(1);
    }

    [Fact]
    public void After_a_rollback_they_are_dropped()
    {
        using var pair = new MediaPair();
        var (right, negotiated) = Offer(pair);
        pair.Right.Send(right, 0);
        pair.Run(Second);

        pair.Left.Session.EndOffer(pair.Now);
        Answer(pair, negotiated);

        pair.Left.Frames.ShouldBeEmpty();
    }

    [Fact]
    public void Sound_of_a_track_that_is_not_announced_yet_waits_in_order()
    {
        using var pair = new MediaPair();
        var (left, right) = pair.Add("a", MediaKind.Audio);
        left.Holds++;
        pair.Run(Second, tick => pair.Right.Send(right, tick));
        pair.Left.Frames.ShouldBeEmpty();

        pair.Left.Session.Release(left, pair.Now);

        pair.Left.Frames.Select(frame => frame.Number).ShouldBe(Enumerable.Range(0, pair.Left.Frames.Count));
        pair.Left.Frames.Count.ShouldBeGreaterThan(40);
        left.Incoming.Values.ShouldHaveSingleItem().Statistics.Jitter.ShouldBeLessThan(TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public void Whatever_comes_a_limited_number_of_packets_waits()
    {
        using var pair = new MediaPair();
        var (right, negotiated) = Offer(pair);
        for (var number = 0; number < 600; number++)
            pair.Right.Send(right, number);

        pair.Run(Second);
        Answer(pair, negotiated);

        pair.Left.Frames.Count.ShouldBe(512);
    }

    // The right side has answered already, and the left one does not have the answer.
    private static (Transceiver Right, SectionParameters Negotiated) Offer(MediaPair pair)
    {
        var (left, right) = pair.Add("v", MediaKind.Video);
        var negotiated = left.Parameters;
        left.Apply(SectionParameters.Inactive);
        pair.Left.Session.OnNegotiated(pair.Now);
        pair.Left.Session.BeginOffer();
        return (right, negotiated);
    }

    private static void Answer(MediaPair pair, SectionParameters negotiated)
    {
        pair.Left.Session.Transceivers[0].Apply(negotiated);
        pair.Left.Session.OnNegotiated(pair.Now);
        pair.Left.Session.EndOffer(pair.Now);
    }
}
