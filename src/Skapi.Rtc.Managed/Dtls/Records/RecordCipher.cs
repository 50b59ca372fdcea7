using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Skapi.Rtc.Managed.Dtls.Records;

/// <summary>Protects the records of one direction with AES-128-GCM (RFC 5288).</summary>
/// <remarks>
/// The explicit part of the nonce is the record's epoch and sequence number, which never repeat under one key. Random nonces would.
/// </remarks>
internal sealed class RecordCipher : IDisposable
{
    /// <summary>The number of bytes of the key.</summary>
    public const int KeySize = 16;

    /// <summary>The number of bytes of the nonce's implicit part.</summary>
    public const int SaltSize = 4;

    /// <summary>The number of bytes that protection adds to a record's body.</summary>
    public const int Overhead = ExplicitNonceSize + TagSize;

    /// <summary>Where the encrypted content begins in a record's body: after the nonce's explicit part.</summary>
    public const int ContentOffset = ExplicitNonceSize;

    private const int ExplicitNonceSize = 8;
    private const int TagSize = 16;
    private const int NonceSize = SaltSize + ExplicitNonceSize;
    private const int AssociatedDataSize = 13;

    private readonly AesGcm _aes;
    private readonly uint _salt;

    /// <summary>Creates the protection of one direction.</summary>
    /// <param name="key">The key.</param>
    /// <param name="salt">The implicit part of the nonce.</param>
    public RecordCipher(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
    {
        _aes = new AesGcm(key, TagSize);
        _salt = BinaryPrimitives.ReadUInt32BigEndian(salt);
    }

    /// <summary>Writes a whole protected record.</summary>
    /// <param name="header">The record's header.</param>
    /// <param name="content">What the record carries.</param>
    /// <param name="record">Receives the record: the header, the content and <see cref="Overhead"/>.</param>
    /// <returns>The number of bytes written.</returns>
    public int Seal(RecordHeader header, ReadOnlySpan<byte> content, Span<byte> record)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        Span<byte> associated = stackalloc byte[AssociatedDataSize];
        WriteNonce(header.Number, nonce);
        WriteAssociatedData(header, content.Length, associated);
        header.Write(record, content.Length + Overhead);
        var body = record[RecordHeader.Size..];
        nonce[SaltSize..].CopyTo(body);
        var encrypted = body.Slice(ExplicitNonceSize, content.Length);
        _aes.Encrypt(nonce, content, encrypted, body.Slice(ExplicitNonceSize + content.Length, TagSize), associated);
        return RecordHeader.Size + content.Length + Overhead;
    }

    /// <summary>Verifies and decrypts a record's body.</summary>
    /// <param name="header">The record's header.</param>
    /// <param name="body">The record's body.</param>
    /// <param name="content">Receives the content. It may be the encrypted bytes themselves, which are then decrypted in place.</param>
    /// <param name="length">The number of bytes of the content.</param>
    /// <returns>False if the record was not made with the keys of this session and has to be dropped (RFC 6347, section 4.1.2.7).</returns>
    public bool TryOpen(RecordHeader header, ReadOnlySpan<byte> body, Span<byte> content, out int length)
    {
        length = body.Length - Overhead;
        if (length < 0)
            return false;

        Span<byte> nonce = stackalloc byte[NonceSize];
        Span<byte> associated = stackalloc byte[AssociatedDataSize];
        BinaryPrimitives.WriteUInt32BigEndian(nonce, _salt);
        body[..ExplicitNonceSize].CopyTo(nonce[SaltSize..]);
        WriteAssociatedData(header, length, associated);
        try
        {
            var encrypted = body.Slice(ExplicitNonceSize, length);
            _aes.Decrypt(nonce, encrypted, body[(ExplicitNonceSize + length)..], content[..length], associated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            // The platform has no call that reports a forged record without an exception.
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _aes.Dispose();

    private static void WriteAssociatedData(RecordHeader header, int length, Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target, header.Number);
        target[8] = (byte)header.Type;
        BinaryPrimitives.WriteUInt16BigEndian(target[9..], RecordHeader.Version);
        BinaryPrimitives.WriteUInt16BigEndian(target[11..], (ushort)length);
    }

    private void WriteNonce(ulong number, Span<byte> nonce)
    {
        BinaryPrimitives.WriteUInt32BigEndian(nonce, _salt);
        BinaryPrimitives.WriteUInt64BigEndian(nonce[SaltSize..], number);
    }
}
