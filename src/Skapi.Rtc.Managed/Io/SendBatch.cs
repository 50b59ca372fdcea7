using System.Buffers;
using System.Net;

namespace Skapi.Rtc.Managed.Io;

/// <summary>Datagrams to one receiver that can leave in one system call: all have one length, and only the last may be shorter.</summary>
internal sealed class SendBatch
{
    private const int MaxSegments = 64;
    private const int MaxBytes = 65_000;

    private byte[] _buffer = [];
    private bool _isEnded;

    /// <summary>The receiver.</summary>
    public IPEndPoint? To { get; private set; }

    /// <summary>The length of each datagram but the last.</summary>
    public int SegmentSize { get; private set; }

    /// <summary>The number of datagrams.</summary>
    public int Count { get; private set; }

    /// <summary>The datagrams, one behind the other.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, Length);

    /// <summary>The number of bytes of all datagrams.</summary>
    public int Length { get; private set; }

    /// <summary>Adds a datagram.</summary>
    /// <returns>False if it cannot leave together with those that are in the batch.</returns>
    public bool TryAdd(IPEndPoint to, ReadOnlySpan<byte> datagram)
    {
        if (Count == 0)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(MaxBytes);
            To = to;
            SegmentSize = datagram.Length;
        }
        else if (_isEnded || Count == MaxSegments || datagram.Length > SegmentSize || Length + datagram.Length > MaxBytes
            || !(ReferenceEquals(to, To) || to.Equals(To)))
        {
            return false;
        }

        datagram.CopyTo(_buffer.AsSpan(Length));
        Length += datagram.Length;
        Count++;
        _isEnded = datagram.Length < SegmentSize;
        return true;
    }

    /// <summary>Removes all datagrams and returns the buffer to the pool.</summary>
    public void Clear()
    {
        if (Count > 0)
            ArrayPool<byte>.Shared.Return(_buffer);

        _buffer = [];
        _isEnded = false;
        Count = 0;
        Length = 0;
    }
}
