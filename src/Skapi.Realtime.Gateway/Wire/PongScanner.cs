using System.Buffers.Binary;

namespace Skapi.Realtime.Gateway.Wire;

/// <summary>
/// Finds the pongs in what a client sends (RFC 6455, sections 5.2 and 5.5.3), beside the WebSocket that reads it. Only pongs that answer
/// a ping of <see cref="WebSocketFrame.CreatePing"/> count. It never fails: breaches of the protocol are the WebSocket's subject.
/// </summary>
internal sealed class PongScanner
{
    private const int ShortHeader = 2;
    private const int MaskBytes = 4;
    private const int ContentBytes = sizeof(ulong);
    private const byte FinalPong = 0x8A;
    private const byte MaskedContent = 0x80 | ContentBytes;
    private const byte LengthBits = 0x7F;
    private const byte MediumLength = 126;
    private const byte LongLength = 127;

    /// <summary>The header of a frame as far as it was read, or a whole pong, which is as long as the longest header.</summary>
    private readonly byte[] _head = new byte[ShortHeader + MaskBytes + ContentBytes];
    private int _count;
    private ulong _payloadLeft;
    private ulong _lastPong;

    /// <summary>The content of the last pong, or 0. May be read while another thread scans.</summary>
    public ulong LastPong => Volatile.Read(ref _lastPong);

    private bool IsPong => _head[0] == FinalPong && _head[1] == MaskedContent;

    private int HeadLength
    {
        get
        {
            if (_count < ShortHeader)
                return ShortHeader;
            if (IsPong)
                return ShortHeader + MaskBytes + ContentBytes;
            var extension = (_head[1] & LengthBits) switch
            {
                MediumLength => sizeof(ushort),
                LongLength => sizeof(ulong),
                _ => 0,
            };
            return ShortHeader + extension + (_head[1] > LengthBits ? MaskBytes : 0);
        }
    }

    /// <summary>Scans the next bytes of the client. They may begin and end anywhere in a frame.</summary>
    public void Scan(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_payloadLeft > 0)
            {
                var skipped = (int)Math.Min(_payloadLeft, (ulong)bytes.Length);
                _payloadLeft -= (ulong)skipped;
                bytes = bytes[skipped..];
                continue;
            }

            var taken = Math.Min(HeadLength - _count, bytes.Length);
            bytes[..taken].CopyTo(_head.AsSpan(_count));
            _count += taken;
            bytes = bytes[taken..];
            if (_count >= ShortHeader && _count == HeadLength)
                HandleHead();
        }
    }

    private void HandleHead()
    {
        _count = 0;
        if (IsPong)
        {
            ulong mask = BinaryPrimitives.ReadUInt32LittleEndian(_head.AsSpan(ShortHeader));
            var content = BinaryPrimitives.ReadUInt64LittleEndian(_head.AsSpan(ShortHeader + MaskBytes));
            Volatile.Write(ref _lastPong, content ^ (mask << 32 | mask));
            return;
        }

        _payloadLeft = (_head[1] & LengthBits) switch
        {
            MediumLength => BinaryPrimitives.ReadUInt16BigEndian(_head.AsSpan(ShortHeader)),
            LongLength => BinaryPrimitives.ReadUInt64BigEndian(_head.AsSpan(ShortHeader)),
            var length => (ulong)length,
        };
    }
}
