using System.Buffers.Binary;

namespace Skapi.Rtc.Managed.Rtp;

/// <summary>Writes the header extensions of an RTP packet (RFC 8285), one behind the other.</summary>
internal ref struct HeaderExtensionWriter
{
    private const int HeaderSize = 4;

    private readonly Span<byte> _target;
    private readonly bool _isOneByte;
    private int _length = HeaderSize;

    /// <summary>Begins behind the fixed part of a header.</summary>
    /// <param name="target">The buffer to fill. It has to be large enough.</param>
    /// <param name="isOneByte">Whether all of them fit into the form with one byte. See <see cref="HeaderExtensions.IsOneByte"/>.</param>
    public HeaderExtensionWriter(Span<byte> target, bool isOneByte)
    {
        _target = target;
        _isOneByte = isOneByte;
    }

    /// <summary>Writes an extension.</summary>
    /// <returns>Where its value begins.</returns>
    public int Write(int id, scoped ReadOnlySpan<byte> value)
    {
        if (_isOneByte)
        {
            _target[_length++] = (byte)((id << 4) | (value.Length - 1));
        }
        else
        {
            _target[_length++] = (byte)id;
            _target[_length++] = (byte)value.Length;
        }

        var start = _length;
        value.CopyTo(_target[start..]);
        _length += value.Length;
        return start;
    }

    /// <summary>Writes the header before the extensions and the padding behind them.</summary>
    /// <returns>The number of bytes written.</returns>
    public int Complete()
    {
        while (_length % sizeof(uint) != 0)
            _target[_length++] = 0;

        BinaryPrimitives.WriteUInt16BigEndian(
            _target, _isOneByte ? HeaderExtensions.OneByteProfile : HeaderExtensions.TwoByteProfile);
        BinaryPrimitives.WriteUInt16BigEndian(_target[sizeof(ushort)..], (ushort)((_length - HeaderSize) / sizeof(uint)));
        return _length;
    }
}
