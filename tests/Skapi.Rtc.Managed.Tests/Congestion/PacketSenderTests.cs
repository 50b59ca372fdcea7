using Skapi.Protocol;
using Skapi.Rtc.Managed.Core;
using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Managed.Negotiation;
using Skapi.Rtc.Managed.Rtcp;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Managed.Wire;
using Skapi.Rtc.Media;
using OutgoingStream = Skapi.Rtc.Managed.Media.OutgoingStream;

namespace Skapi.Rtc.Managed.Tests.Congestion;

/// <summary>Probes: when their packets leave, and how they end.</summary>
public sealed class PacketSenderTests : IDisposable
{
    private readonly Transport _transport = new();
    private readonly PacketSender _sender = new();
    private readonly OutgoingStream _stream = new(new SeededRandom(1));

    public PacketSenderTests() => _sender.Attach(_transport);

    public void Dispose()
    {
        _sender.Dispose();
        _stream.Dispose();
    }

    [Fact]
    public void The_packets_of_a_probe_leave_one_after_the_other()
    {
        Send(500, 1000);
        Send(500, 1033);
        _transport.SentAt.Clear();

        Report(0, 1060);
        for (var at = 1060.25; at < 1090; at += 0.25)
        {
            if (_sender.NextTimeout <= Milliseconds(at))
                HandleTimeout(at);
        }

        _transport.SentAt.Count.ShouldBeGreaterThanOrEqualTo(5);
        (_transport.SentAt[^1] - _transport.SentAt[0]).ShouldBeGreaterThan(Milliseconds(8));
    }

    [Fact]
    public void A_probe_ends_when_nothing_can_be_sent_any_more()
    {
        Send(500, 1000);
        Send(4000, 1050);
        Report(0, 1052);
        var sent = _transport.SentAt.Count;
        _transport.IsReady = false;

        HandleTimeout(1080);

        _transport.SentAt.Count.ShouldBe(sent);
        _stream.NeedsKeyFrame.ShouldBeTrue();
    }

    [Fact]
    public void A_report_begins_no_probe_while_nothing_can_be_sent()
    {
        Send(500, 1000);
        _transport.IsReady = false;

        Report(0, 31_000);

        _transport.SentAt.Count.ShouldBe(1);
        _sender.NextTimeout.ShouldBeNull();
    }

    private static TimeSpan Milliseconds(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private void Send(int size, double at)
    {
        _transport.Now = Milliseconds(at);
        var frame = new EncodedFrame(MediaCodec.Vp8, new byte[size], _transport.Now, isKeyFrame: true);
        var extensions = new ExtensionNumbers { Mid = 1, TransportSequence = 3 };
        _stream.Send(_sender, frame, MediaFormats.Own(MediaKind.Video)[0], extensions, "v"u8.ToArray(), _transport.Now);
        _sender.SendWaiting(_transport.Now);
    }

    private void Report(ushort sequence, double at)
    {
        var content = new byte[100];
        var writer = new WireWriter(content);
        TransportFeedbackWriter.Write(ref writer, sequence, 0, [20_000]);
        TransportFeedback.TryRead(content.AsSpan(0, writer.Length), out var feedback).ShouldBeTrue();
        _transport.Now = Milliseconds(at);
        _sender.OnFeedback(feedback, _transport.Now);
    }

    private void HandleTimeout(double at)
    {
        _transport.Now = Milliseconds(at);
        _sender.HandleTimeout(_transport.Now);
    }

    private sealed class Transport : IMediaTransport
    {
        public TimeSpan Now { get; set; }

        public List<TimeSpan> SentAt { get; } = [];

        public bool IsReady { get; set; } = true;

        public int Overhead => 0;

        public TimeSpan? RoundTripTime => null;

        public void SendRtp(Span<byte> buffer, int length) => SentAt.Add(Now);

        public void SendRtcp(Span<byte> buffer, int length) => throw new InvalidOperationException("No RTCP is sent.");
    }
}
