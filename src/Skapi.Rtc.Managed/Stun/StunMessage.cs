using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;
using System.Net;
using System.Security.Cryptography;

namespace Skapi.Rtc.Managed.Stun;

/// <summary>A STUN message that was received (RFC 8489).</summary>
internal readonly ref struct StunMessage
{
    /// <summary>The number of bytes of a message's header.</summary>
    public const int HeaderSize = 20;

    /// <summary>The value that every message has in its header.</summary>
    public const uint MagicCookie = 0x2112A442;

    /// <summary>The method Binding, the only one of ICE.</summary>
    public const ushort Binding = 1;

    /// <summary>What the checksum of FINGERPRINT is combined with.</summary>
    public const uint FingerprintMask = 0x5354554E;

    /// <summary>The maximum number of bytes of a message that carries no data.</summary>
    /// <remarks>RFC 8489, section 6.1: a message over UDP is smaller than the path's MTU. What ICE sends is far below it.</remarks>
    public const int MaxSize = 1500;

    private const int AttributeHeaderSize = 4;
    private const int FingerprintSize = AttributeHeaderSize + sizeof(uint);

    private readonly ReadOnlySpan<byte> _bytes;

    private StunMessage(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>The class.</summary>
    public StunClass Class => (StunClass)(((Type >> 7) & 2) | ((Type >> 4) & 1));

    /// <summary>The method.</summary>
    public ushort Method => (ushort)((Type & 0xF) | ((Type >> 1) & 0x70) | ((Type >> 2) & 0xF80));

    /// <summary>The transaction.</summary>
    public TransactionId Transaction => TransactionId.Read(_bytes[8..]);

    private ushort Type => BinaryPrimitives.ReadUInt16BigEndian(_bytes);

    /// <summary>Whether a datagram looks like STUN, by its first byte (RFC 7983).</summary>
    public static bool IsStun(ReadOnlySpan<byte> datagram) => datagram.Length >= HeaderSize && datagram[0] < 4;

    /// <summary>Reads a message.</summary>
    /// <param name="datagram">The message and nothing else.</param>
    /// <param name="message">The message.</param>
    /// <param name="maxSize">The maximum number of bytes.</param>
    /// <returns>False if the datagram is not a complete STUN message, or its FINGERPRINT is wrong.</returns>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out StunMessage message, int maxSize = MaxSize)
    {
        message = default;
        if (!IsStun(datagram) || datagram.Length > maxSize || BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) != MagicCookie
            || BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]) != datagram.Length - HeaderSize || datagram.Length % 4 != 0)
            return false;

        message = new StunMessage(datagram);
        return message.HasReadableAttributes() && message.HasNoWrongFingerprint();
    }

    /// <summary>Finds the first attribute of a type that stands before the message's integrity, or is one of its checks.</summary>
    public bool TryFind(StunAttribute type, out ReadOnlySpan<byte> value) => TryFind(type, out value, out _);

    /// <summary>Whether the message has an attribute.</summary>
    public bool Has(StunAttribute type) => TryFind(type, out _);

    /// <summary>Verifies the keyed hash of the message.</summary>
    /// <param name="key">The key: the password in ICE.</param>
    /// <returns>False if the message has no hash or a wrong one.</returns>
    public bool Verify(ReadOnlySpan<byte> key)
    {
        if (!TryFind(StunAttribute.MessageIntegrity, out var hash, out var offset) || hash.Length != HMACSHA1.HashSizeInBytes
            || _bytes.Length > MaxSize)
            return false;

        Span<byte> expected = stackalloc byte[HMACSHA1.HashSizeInBytes];
        ComputeIntegrity(_bytes[..offset], key, expected);
        return CryptographicOperations.FixedTimeEquals(expected, hash);
    }

    /// <summary>Verifies the keyed hash by SHA-256, which is not truncated.</summary>
    /// <returns>False if the message has no hash or a wrong one.</returns>
    public bool VerifySha256(ReadOnlySpan<byte> key)
    {
        if (!TryFind(StunAttribute.MessageIntegritySha256, out var hash, out var offset) || hash.Length != HMACSHA256.HashSizeInBytes
            || _bytes.Length > MaxSize)
            return false;

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        ComputeIntegrity(_bytes[..offset], key, expected);
        return CryptographicOperations.FixedTimeEquals(expected, hash);
    }

    /// <summary>Reads the address that the request came from.</summary>
    public bool TryReadMappedAddress(out IPEndPoint address) => TryReadAddress(StunAttribute.XorMappedAddress, out address);

    /// <summary>Reads an attribute that is an address, combined with the header (RFC 8489, section 14.2).</summary>
    public bool TryReadAddress(StunAttribute type, out IPEndPoint address)
    {
        address = new IPEndPoint(IPAddress.Any, 0);
        if (!TryFind(type, out var value) || value.Length < 8)
            return false;

        var length = value[1] switch { 1 => 4, 2 => 16, _ => 0 };
        if (length == 0 || value.Length != 4 + length)
            return false;

        Span<byte> octets = stackalloc byte[length];
        for (var i = 0; i < length; i++)
            octets[i] = (byte)(value[4 + i] ^ _bytes[4 + i]);

        address = new IPEndPoint(new IPAddress(octets), BinaryPrimitives.ReadUInt16BigEndian(value[2..]) ^ (ushort)(MagicCookie >> 16));
        return true;
    }

    /// <summary>Reads ALTERNATE-SERVER, which is not combined with the header (RFC 8489, section 14.15).</summary>
    public bool TryReadAlternateServer(out IPEndPoint address)
    {
        address = new IPEndPoint(IPAddress.Any, 0);
        if (!TryFind(StunAttribute.AlternateServer, out var value) || value.Length is not (8 or 20))
            return false;

        address = new IPEndPoint(new IPAddress(value[4..]), BinaryPrimitives.ReadUInt16BigEndian(value[2..]));
        return true;
    }

    /// <summary>Reads the code of an error, or zero if there is no code.</summary>
    public int ReadErrorCode() =>
        TryFind(StunAttribute.ErrorCode, out var value) && value.Length >= 4 ? 100 * (value[2] & 7) + value[3] : 0;

    /// <summary>Reads an attribute that is an unsigned 32-bit integer.</summary>
    public bool TryReadUInt32(StunAttribute type, out uint value)
    {
        value = 0;
        if (!TryFind(type, out var bytes) || bytes.Length != sizeof(uint))
            return false;

        value = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return true;
    }

    /// <summary>Computes the keyed hash over a message up to it (RFC 8489, sections 14.5 and 14.6).</summary>
    /// <param name="before">The message up to the hash.</param>
    /// <param name="key">The key.</param>
    /// <param name="hash">Receives the hash, by SHA-1 or by SHA-256 according to its length.</param>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "STUN prescribes HMAC-SHA1.")]
    public static void ComputeIntegrity(ReadOnlySpan<byte> before, ReadOnlySpan<byte> key, Span<byte> hash)
    {
        // The length in the header counts the hash in, whatever follows it in the message.
        Span<byte> hashed = stackalloc byte[before.Length];
        before.CopyTo(hashed);
        var length = before.Length - HeaderSize + AttributeHeaderSize + hash.Length;
        BinaryPrimitives.WriteUInt16BigEndian(hashed[2..], (ushort)length);
        if (hash.Length == HMACSHA256.HashSizeInBytes)
            HMACSHA256.HashData(key, hashed, hash);
        else
            HMACSHA1.HashData(key, hashed, hash);
    }

    private bool HasReadableAttributes()
    {
        var rest = _bytes[HeaderSize..];
        while (!rest.IsEmpty)
        {
            if (rest.Length < AttributeHeaderSize)
                return false;

            var size = AttributeHeaderSize + ((BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) + 3) & ~3);
            if (size > rest.Length)
                return false;

            rest = rest[size..];
        }

        return true;
    }

    private bool HasNoWrongFingerprint()
    {
        if (!TryFind(StunAttribute.Fingerprint, out var value, out var offset))
            return true;

        return value.Length == sizeof(uint) && offset == _bytes.Length - FingerprintSize
            && (Crc32.HashToUInt32(_bytes[..offset]) ^ FingerprintMask) == BinaryPrimitives.ReadUInt32BigEndian(value);
    }

    // Attributes behind a keyed hash are not protected by it, so they are ignored (RFC 8489, section 14.5). Only the hash by SHA-256 may
    // follow the one by SHA-1.
    private bool TryFind(StunAttribute type, out ReadOnlySpan<byte> value, out int offset)
    {
        value = default;
        StunAttribute? integrity = null;
        for (offset = HeaderSize; offset < _bytes.Length;)
        {
            var found = (StunAttribute)BinaryPrimitives.ReadUInt16BigEndian(_bytes[offset..]);
            int length = BinaryPrimitives.ReadUInt16BigEndian(_bytes[(offset + 2)..]);
            var isReadable = integrity is null || type == StunAttribute.Fingerprint
                || (type == StunAttribute.MessageIntegritySha256 && integrity == StunAttribute.MessageIntegrity);
            if (found == type && isReadable)
            {
                value = _bytes.Slice(offset + AttributeHeaderSize, length);
                return true;
            }

            if (found is StunAttribute.MessageIntegrity or StunAttribute.MessageIntegritySha256)
                integrity = found;

            offset += AttributeHeaderSize + ((length + 3) & ~3);
        }

        return false;
    }
}
