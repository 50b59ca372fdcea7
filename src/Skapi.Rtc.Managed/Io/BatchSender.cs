using System.Net.Sockets;

namespace Skapi.Rtc.Managed.Io;

/// <summary>Sends a batch in one system call where the system can do it, and datagram by datagram elsewhere.</summary>
/// <param name="socket">The socket.</param>
/// <param name="usesSegments">Whether to try to send several datagrams in one call.</param>
internal sealed class BatchSender(IBatchSocket socket, bool usesSegments)
{
    private bool _usesSegments = usesSegments && socket.TrySetSegmentSize(0);
    private int _segmentSize;

    /// <summary>Sends the datagrams of a batch.</summary>
    /// <returns>False if the system's buffer is full, so that the batch has to wait.</returns>
    public bool TrySend(SendBatch batch)
    {
        var length = batch.Length;
        if (_usesSegments && (length > _segmentSize || (batch.Count > 1 && batch.SegmentSize != _segmentSize)))
        {
            _segmentSize = batch.SegmentSize;
            _usesSegments = socket.TrySetSegmentSize(_segmentSize);
        }

        if (batch.Count == 1 || _usesSegments)
        {
            var error = socket.Send(batch.To!, batch.Bytes);
            if (error == SocketError.WouldBlock)
                return false;

            if (!IsRefusal(error))
                return true;

            // A device or a driver that cannot segment says so with the first batch (EIO, EINVAL). Plain sends work.
            _usesSegments = false;
            socket.TrySetSegmentSize(0);
        }

        for (var offset = 0; offset < length; offset += batch.SegmentSize)
        {
            // What does not fit any more is lost, as it would be in a router. The protocols above notice.
            var datagram = batch.Bytes.Slice(offset, Math.Min(batch.SegmentSize, length - offset));
            if (socket.Send(batch.To!, datagram) == SocketError.WouldBlock)
                break;
        }

        return true;
    }

    /// <summary>Lets the next call send one datagram of any length.</summary>
    public void ClearSegmentSize()
    {
        if (_segmentSize == 0)
            return;

        _segmentSize = 0;
        socket.TrySetSegmentSize(0);
    }

    private bool IsRefusal(SocketError error) =>
        _usesSegments && _segmentSize > 0 && error is SocketError.InvalidArgument or SocketError.Fault or SocketError.SocketError
            or SocketError.OperationNotSupported or SocketError.MessageSize;
}
