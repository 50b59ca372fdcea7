using System.Net;
using System.Net.Sockets;
using Skapi.Rtc.Managed.Io;

namespace Skapi.Rtc.Managed.Tests.Io;

public class BatchSenderTests
{
    private static readonly IPEndPoint To = IPEndPoint.Parse("192.0.2.1:9");
    private readonly FakeSocket _socket = new();

    [Fact]
    public void A_batch_leaves_in_one_call_where_the_system_segments()
    {
        new BatchSender(_socket, usesSegments: true).TrySend(Batch(100, 100, 40)).ShouldBeTrue();

        _socket.Sent.ShouldBe([240]);
        _socket.SegmentSize.ShouldBe(100);
    }

    [Fact]
    public void Each_datagram_leaves_alone_without_offload()
    {
        new BatchSender(_socket, usesSegments: false).TrySend(Batch(100, 100, 40)).ShouldBeTrue();

        _socket.Sent.ShouldBe([100, 100, 40]);
    }

    [Fact]
    public void Each_datagram_leaves_alone_where_the_option_is_unknown()
    {
        _socket.HasOption = false;

        new BatchSender(_socket, usesSegments: true).TrySend(Batch(100, 100)).ShouldBeTrue();

        _socket.Sent.ShouldBe([100, 100]);
    }

    // EIO has no name in .NET (quinn #1128 and #2202, quic-go #3911).
    [Theory]
    [InlineData(SocketError.SocketError)]
    [InlineData(SocketError.InvalidArgument)]
    [InlineData(SocketError.OperationNotSupported)]
    public void A_device_that_cannot_segment_gets_the_same_datagrams_one_by_one_from_then_on(SocketError refusal)
    {
        var sender = new BatchSender(_socket, usesSegments: true);
        _socket.Error = refusal;
        _socket.FailsOnlySegments = true;

        sender.TrySend(Batch(100, 100, 40)).ShouldBeTrue();
        sender.TrySend(Batch(50, 50)).ShouldBeTrue();

        _socket.Sent.ShouldBe([100, 100, 40, 50, 50]);
        _socket.SegmentSize.ShouldBe(0);
        _socket.Failures.ShouldBe(1);
    }

    [Fact]
    public void A_network_that_cannot_be_reached_does_not_end_the_offload()
    {
        var sender = new BatchSender(_socket, usesSegments: true);
        _socket.Error = SocketError.NetworkUnreachable;
        sender.TrySend(Batch(100, 100)).ShouldBeTrue();
        _socket.Error = SocketError.Success;

        sender.TrySend(Batch(100, 100)).ShouldBeTrue();

        _socket.Sent.ShouldBe([200]);
    }

    [Fact]
    public void A_batch_waits_while_the_systems_buffer_is_full()
    {
        var sender = new BatchSender(_socket, usesSegments: true);
        _socket.Error = SocketError.WouldBlock;
        sender.TrySend(Batch(100, 100)).ShouldBeFalse();
        _socket.Error = SocketError.Success;

        sender.TrySend(Batch(100, 100)).ShouldBeTrue();

        _socket.Sent.ShouldBe([200]);
    }

    private static SendBatch Batch(params int[] lengths)
    {
        var batch = new SendBatch();
        foreach (var length in lengths)
            batch.TryAdd(To, new byte[length]).ShouldBeTrue();

        return batch;
    }

    private sealed class FakeSocket : IBatchSocket
    {
        public List<int> Sent { get; } = [];

        public int SegmentSize { get; private set; }

        public bool HasOption { get; set; } = true;

        public SocketError Error { get; set; }

        public bool FailsOnlySegments { get; set; }

        public int Failures { get; private set; }

        public SocketError Send(IPEndPoint to, ReadOnlySpan<byte> bytes)
        {
            if (Error != SocketError.Success && (!FailsOnlySegments || (SegmentSize > 0 && bytes.Length > SegmentSize)))
            {
                Failures++;
                return Error;
            }

            Sent.Add(bytes.Length);
            return SocketError.Success;
        }

        public bool TrySetSegmentSize(int bytes)
        {
            SegmentSize = HasOption ? bytes : SegmentSize;
            return HasOption;
        }
    }
}
