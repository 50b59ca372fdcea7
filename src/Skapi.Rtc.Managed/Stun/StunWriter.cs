using System.Buffers.Binary;
using System.IO.Hashing;
using System.Net;
using System.Security.Cryptography;

namespace Skapi.Rtc.Managed.Stun;

/// <summary>Writes a STUN message (RFC 8489).</summary>
internal ref struct StunWriter
{
    private readonly Span<byte> _buffer;

    /// <summary>Begins a message.</summary>
    /// <param name="buffer">Receives the message. 300 bytes are enough for what ICE sends.</param>
    /// <param name="messageClass">The class.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="method">The method, which is less than 16.</param>
    public StunWriter(Span<byte> buffer, StunClass messageClass, TransactionId transaction, ushort method = StunMessage.Binding)
    {
        _buffer = buffer;
        var bits = (((int)messageClass & 2) << 7) | (((int)messageClass & 1) << 4);
        BinaryPrimitives.WriteUInt16BigEndian(buffer, (ushort)(method | bits));
        BinaryPrimitives.WriteUInt32BigEndian(buffer[4..], StunMessage.MagicCookie);
        transaction.Write(buffer[8..]);
        Length = StunMessage.HeaderSize;
        WriteLength();
    }

    /// <summary>The number of bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>The message.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[..Length];

    /// <summary>Writes an attribute.</summary>
    public void Write(StunAttribute type, scoped ReadOnlySpan<byte> value)
    {
        var target = _buffer[Length..];
        BinaryPrimitives.WriteUInt16BigEndian(target, (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(target[2..], (ushort)value.Length);
        value.CopyTo(target[4..]);
        var padded = (value.Length + 3) & ~3;
        target.Slice(4 + value.Length, padded - value.Length).Clear();
        Length += 4 + padded;
        WriteLength();
    }

    /// <summary>Writes an attribute that is an unsigned 32-bit integer.</summary>
    public void Write(StunAttribute type, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        Write(type, bytes);
    }

    /// <summary>Writes an attribute that is an unsigned 64-bit integer.</summary>
    public void Write(StunAttribute type, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        Write(type, bytes);
    }

    /// <summary>Writes XOR-MAPPED-ADDRESS.</summary>
    public void WriteMappedAddress(IPEndPoint address) => WriteAddress(StunAttribute.XorMappedAddress, address);

    /// <summary>Writes an attribute that is an address, combined with the header (RFC 8489, section 14.2).</summary>
    public void WriteAddress(StunAttribute type, IPEndPoint address)
    {
        Span<byte> octets = stackalloc byte[16];
        address.Address.TryWriteBytes(octets, out var length);
        Span<byte> value = stackalloc byte[4 + length];
        value[0] = 0;
        value[1] = (byte)(length == 4 ? 1 : 2);
        BinaryPrimitives.WriteUInt16BigEndian(value[2..], (ushort)(address.Port ^ (int)(StunMessage.MagicCookie >> 16)));
        for (var i = 0; i < length; i++)
            value[4 + i] = (byte)(octets[i] ^ _buffer[4 + i]);

        Write(type, value);
    }

    /// <summary>Writes ERROR-CODE.</summary>
    public void WriteErrorCode(int code, ReadOnlySpan<byte> reason)
    {
        Span<byte> value = stackalloc byte[4 + reason.Length];
        value.Clear();
        value[2] = (byte)(code / 100);
        value[3] = (byte)(code % 100);
        reason.CopyTo(value[4..]);
        Write(StunAttribute.ErrorCode, value);
    }

    /// <summary>Writes MESSAGE-INTEGRITY and FINGERPRINT, which end a message.</summary>
    public void Protect(ReadOnlySpan<byte> key)
    {
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        StunMessage.ComputeIntegrity(Written, key, hash);
        Write(StunAttribute.MessageIntegrity, hash);
        WriteFingerprint();
    }

    /// <summary>Writes MESSAGE-INTEGRITY-SHA256 and FINGERPRINT, which end a message.</summary>
    public void ProtectSha256(ReadOnlySpan<byte> key)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        StunMessage.ComputeIntegrity(Written, key, hash);
        Write(StunAttribute.MessageIntegritySha256, hash);
        WriteFingerprint();
    }

    /// <summary>Writes FINGERPRINT.</summary>
    public void WriteFingerprint()
    {
        // The length counts the attribute in before the checksum is computed (RFC 8489, section 14.7).
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[2..], (ushort)(Length - StunMessage.HeaderSize + 8));
        Write(StunAttribute.Fingerprint, Crc32.HashToUInt32(Written) ^ StunMessage.FingerprintMask);
    }

    private readonly void WriteLength() => BinaryPrimitives.WriteUInt16BigEndian(_buffer[2..], (ushort)(Length - StunMessage.HeaderSize));
}
