using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Skapi.Rtc.Managed.Srtp;

/// <summary>AEAD_AES_128_GCM (RFC 7714).</summary>
internal sealed class AeadCipher : SrtpCipher
{
    /// <summary>The number of bytes of a key.</summary>
    public const int KeySize = 16;

    /// <summary>The number of bytes of a salt.</summary>
    public const int SaltSize = 12;

    private const int TagSize = 16;
    private const int NonceSize = SaltSize;
    private const int RtcpAssociatedSize = RtcpHeaderSize + sizeof(uint);

    private readonly AesGcm _rtp;
    private readonly AesGcm _rtcp;
    private readonly byte[] _rtpSalt;
    private readonly byte[] _rtcpSalt;

    /// <summary>Creates the protection from session keys.</summary>
    public AeadCipher(ReadOnlySpan<byte> rtpKey, ReadOnlySpan<byte> rtpSalt, ReadOnlySpan<byte> rtcpKey, ReadOnlySpan<byte> rtcpSalt)
    {
        (_rtp, _rtcp) = (new AesGcm(rtpKey, TagSize), new AesGcm(rtcpKey, TagSize));
        (_rtpSalt, _rtcpSalt) = (rtpSalt.ToArray(), rtcpSalt.ToArray());
    }

    /// <inheritdoc/>
    public override int RtpOverhead => TagSize;

    /// <inheritdoc/>
    public override int RtcpIndexFromEnd => sizeof(uint);

    /// <summary>Creates the protection from a master key (RFC 7714, section 11).</summary>
    public static AeadCipher Create(ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt)
    {
        Span<byte> keys = stackalloc byte[2 * (KeySize + SaltSize)];
        var rtpKey = keys[..KeySize];
        var rtpSalt = keys.Slice(KeySize, SaltSize);
        var rtcpKey = keys.Slice(KeySize + SaltSize, KeySize);
        var rtcpSalt = keys[^SaltSize..];
        SrtpKeyDerivation.Derive(masterKey, masterSalt, SrtpKeyLabel.RtpEncryption, rtpKey);
        SrtpKeyDerivation.Derive(masterKey, masterSalt, SrtpKeyLabel.RtpSalt, rtpSalt);
        SrtpKeyDerivation.Derive(masterKey, masterSalt, SrtpKeyLabel.RtcpEncryption, rtcpKey);
        SrtpKeyDerivation.Derive(masterKey, masterSalt, SrtpKeyLabel.RtcpSalt, rtcpSalt);
        var cipher = new AeadCipher(rtpKey, rtpSalt, rtcpKey, rtcpSalt);
        CryptographicOperations.ZeroMemory(keys);
        return cipher;
    }

    /// <inheritdoc/>
    public override void ProtectRtp(Span<byte> packet, int headerLength, uint ssrc, ulong index)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        WriteRtpNonce(nonce, ssrc, index);
        var content = packet[headerLength..^TagSize];
        _rtp.Encrypt(nonce, content, content, packet[^TagSize..], packet[..headerLength]);
    }

    /// <inheritdoc/>
    public override bool TryUnprotectRtp(Span<byte> packet, int headerLength, uint ssrc, ulong index)
    {
        if (packet.Length < headerLength + TagSize)
            return false;

        Span<byte> nonce = stackalloc byte[NonceSize];
        WriteRtpNonce(nonce, ssrc, index);
        return TryDecrypt(_rtp, nonce, packet[headerLength..^TagSize], packet[^TagSize..], packet[..headerLength]);
    }

    /// <inheritdoc/>
    public override void ProtectRtcp(Span<byte> packet, uint ssrc, uint index)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        Span<byte> associated = stackalloc byte[RtcpAssociatedSize];
        WriteRtcpNonce(nonce, ssrc, index);
        BinaryPrimitives.WriteUInt32BigEndian(packet[^sizeof(uint)..], index | EncryptedFlag);
        WriteRtcpAssociated(associated, packet);
        var content = packet[RtcpHeaderSize..^RtcpOverhead];
        _rtcp.Encrypt(nonce, content, content, packet[^RtcpOverhead..^sizeof(uint)], associated);
    }

    /// <inheritdoc/>
    public override bool TryUnprotectRtcp(Span<byte> packet, uint ssrc, uint index)
    {
        if (packet.Length < RtcpHeaderSize + RtcpOverhead || (packet[^sizeof(uint)] & 0x80) == 0)
            return false;

        Span<byte> nonce = stackalloc byte[NonceSize];
        Span<byte> associated = stackalloc byte[RtcpAssociatedSize];
        WriteRtcpNonce(nonce, ssrc, index);
        WriteRtcpAssociated(associated, packet);
        return TryDecrypt(
            _rtcp, nonce, packet[RtcpHeaderSize..^RtcpOverhead], packet[^RtcpOverhead..^sizeof(uint)], associated);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _rtp.Dispose();
        _rtcp.Dispose();
        CryptographicOperations.ZeroMemory(_rtpSalt);
        CryptographicOperations.ZeroMemory(_rtcpSalt);
    }

    private static bool TryDecrypt(
        AesGcm aes, ReadOnlySpan<byte> nonce, Span<byte> content, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> associated)
    {
        try
        {
            aes.Decrypt(nonce, content, tag, content, associated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            // The platform has no call that reports a forged packet without an exception.
            return false;
        }
    }

    private static void WriteRtcpAssociated(Span<byte> associated, ReadOnlySpan<byte> packet)
    {
        packet[..RtcpHeaderSize].CopyTo(associated);
        packet[^sizeof(uint)..].CopyTo(associated[RtcpHeaderSize..]);
    }

    // RFC 7714, section 8.1: two zero bytes, the source, and the index of 48 bits, combined with the salt.
    private void WriteRtpNonce(Span<byte> nonce, uint ssrc, ulong index)
    {
        nonce.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(nonce[4..], index);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[2..], ssrc);
        Combine(nonce, _rtpSalt);
    }

    // RFC 7714, section 9.1: two zero bytes, the source, two zero bytes, and the index of 31 bits.
    private void WriteRtcpNonce(Span<byte> nonce, uint ssrc, uint index)
    {
        nonce.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(nonce[2..], ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[8..], index);
        Combine(nonce, _rtcpSalt);
    }

    private static void Combine(Span<byte> nonce, ReadOnlySpan<byte> salt)
    {
        for (var i = 0; i < nonce.Length; i++)
            nonce[i] ^= salt[i];
    }
}
