using System.Buffers.Binary;
using Skapi.Protocol;
using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Managed.Rtcp;
using Skapi.Rtc.Managed.Rtp;
using Skapi.Rtc.Managed.Tests.Simulation;

namespace Skapi.Rtc.Managed.Tests.Media;

/// <summary>Pictures of 1 Mbit/s over a network that loses 5 % of the packets and delays each by up to 30 ms more than others.</summary>
public sealed class LossTests : IDisposable
{
    private const int PictureSize = 2500;

    // Of the test's clock: 50 pictures a second.
    private static readonly TimeSpan PictureInterval = TimeSpan.FromMilliseconds(20);
    private static readonly NetworkFaults Faults = new() { Delay = TimeSpan.FromMilliseconds(20), Jitter = TimeSpan.FromMilliseconds(30) };
    private static readonly TimeSpan LongestWay = Faults.Delay + Faults.Jitter;

    // A request and its answer, and the time in which a packet may only have been overtaken.
    private static readonly TimeSpan RoundTrip = 2 * LongestWay + TimeSpan.FromMilliseconds(5);

    private readonly List<TimeSpan> _sentAt = [];
    private readonly MediaPair _pair;
    private readonly Transceiver _sender;
    private int _keyFrames;

    public LossTests()
    {
        _pair = new MediaPair(seed: 1, Faults);
        (_sender, _) = _pair.Add("v", MediaKind.Video, rightSends: false);
        _pair.Left.RoundTripTime = _pair.Right.RoundTripTime = RoundTrip;
    }

    public void Dispose() => _pair.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Lost_packets_are_there_one_round_trip_later(int seed)
    {
        var random = new Random(seed);
        _pair.Left.Passes = packet => IsFeedback(packet) || IsSentAgain(packet) || random.NextDouble() > 0.05;

        Play(TimeSpan.FromSeconds(20));
        _pair.Run(TimeSpan.FromSeconds(1));

        _pair.Right.Frames.Select(frame => frame.Number).ShouldBe(Enumerable.Range(0, _sentAt.Count));
        _sender.Outgoing.Retransmissions.ShouldBeGreaterThan(50);
        _sender.Outgoing.KeyFrameRequests.ShouldBe(0);

        // The first packet of the next picture shows that the last one of a picture was lost.
        _pair.Right.Frames.ShouldAllBe(frame => frame.At - _sentAt[frame.Number] <= PictureInterval + LongestWay + RoundTrip);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Pictures_go_on_where_requests_and_answers_are_lost_too(int seed)
    {
        var random = new Random(seed);
        _pair.Left.Passes = _ => random.NextDouble() > 0.05;
        _pair.Right.Passes = _ => random.NextDouble() > 0.05;

        Play(TimeSpan.FromSeconds(60));
        _pair.Run(TimeSpan.FromSeconds(1));

        var frames = _pair.Right.Frames;
        ShouldBeDecodable();
        frames.Count.ShouldBeGreaterThan(_sentAt.Count * 98 / 100);
        frames.Zip(frames.Skip(1), static (one, next) => next.At - one.At).Max().ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void After_a_burst_that_cannot_be_mended_pictures_go_on_with_a_key_frame()
    {
        Play(TimeSpan.FromSeconds(1));
        var lost = new HashSet<ushort>();
        var isLosing = true;
        _pair.Left.Passes = packet =>
        {
            if (IsFeedback(packet))
                return true;

            if (isLosing)
                lost.Add(BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(2)));

            return !isLosing && !(IsSentAgain(packet) && lost.Contains(OriginalOf(packet)));
        };
        Play(TimeSpan.FromMilliseconds(300));
        isLosing = false;
        var end = _pair.Now;
        Play(TimeSpan.FromSeconds(3));
        _pair.Run(TimeSpan.FromSeconds(1));

        ShouldBeDecodable();
        _sender.Outgoing.KeyFrameRequests.ShouldBe(1);
        var first = _pair.Right.Frames.First(frame => frame.At > end + LongestWay);
        first.IsKeyFrame.ShouldBeTrue();
        _pair.Right.Frames[^1].Number.ShouldBe(_sentAt.Count - 1);

        // Four round trips for what is missing, and one for the key frame.
        (first.At - end).ShouldBeLessThan(5 * RoundTrip + LongestWay + PictureInterval);
    }

    [Fact]
    public void After_an_outage_a_key_frame_comes_one_round_trip_later()
    {
        Play(TimeSpan.FromSeconds(1));
        _pair.Left.Passes = static packet => IsFeedback(packet);
        Play(TimeSpan.FromSeconds(4));
        _pair.Left.Passes = null;
        var end = _pair.Now;
        Play(TimeSpan.FromSeconds(2));
        _pair.Run(TimeSpan.FromSeconds(1));

        ShouldBeDecodable();
        var first = _pair.Right.Frames.First(frame => frame.At > end);
        first.IsKeyFrame.ShouldBeTrue();
        (first.At - end).ShouldBeLessThan(LongestWay + RoundTrip + 2 * PictureInterval);
        _pair.Right.Frames[^1].Number.ShouldBe(_sentAt.Count - 1);
    }

    // Sends pictures as an encoder does: a key frame first and where one is requested.
    private void Play(TimeSpan duration) => _pair.Run(duration - PictureInterval, _ =>
    {
        var isKeyFrame = _sentAt.Count == 0 || _pair.Left.KeyFramesNeeded.Count > _keyFrames;
        _keyFrames = _pair.Left.KeyFramesNeeded.Count;
        _pair.Left.Send(_sender, _sentAt.Count, isKeyFrame, PictureSize);
        _sentAt.Add(_pair.Now);
    });

    // A picture that is not a key frame needs the one before.
    private void ShouldBeDecodable()
    {
        var last = -1;
        foreach (var frame in _pair.Right.Frames)
        {
            (frame.IsKeyFrame || frame.Number == last + 1).ShouldBeTrue($"picture {frame.Number} came after {last}");
            last = frame.Number;
        }
    }

    private bool IsSentAgain(byte[] packet) =>
        !IsFeedback(packet) && BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(8)) == _sender.Outgoing.RetransmissionSsrc;

    private static ushort OriginalOf(byte[] packet)
    {
        RtpHeader.TryRead(packet, out var header).ShouldBeTrue();
        return BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(header.Length));
    }

    private static bool IsFeedback(byte[] packet) => RtcpPacket.IsRtcp(packet);
}
