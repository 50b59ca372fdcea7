using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Skapi.Rtc.Managed.Srtp;

/// <summary>AES128_CM_HMAC_SHA1_80 (RFC 3711, sections 4.1.1 and 4.2.1).</summary>
internal sealed class CounterModeCipher : SrtpCipher
{
    /// <summary>The number of bytes of a key for encryption.</summary>
    public const int KeySize = 16;

    /// <summary>The number of bytes of a salt.</summary>
    public const int SaltSize = 14;

    private const int AuthenticationKeySize = 20;
    private const int TagSize = 10;

    private readonly Keys _rtp;
    private readonly Keys _rtcp;

    /// <summary>Creates the protection from a master key.</summary>
    public CounterModeCipher(ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt)
    {
        _rtp = new Keys(
            masterKey, masterSalt, SrtpKeyLabel.RtpEncryption, SrtpKeyLabel.RtpAuthentication, SrtpKeyLabel.RtpSalt);
        _rtcp = new Keys(
            masterKey, masterSalt, SrtpKeyLabel.RtcpEncryption, SrtpKeyLabel.RtcpAuthentication, SrtpKeyLabel.RtcpSalt);
    }

    /// <inheritdoc/>
    public override int RtpOverhead => TagSize;

    /// <inheritdoc/>
    public override int RtcpIndexFromEnd => sizeof(uint) + TagSize;

    /// <inheritdoc/>
    public override void ProtectRtp(Span<byte> packet, int headerLength, uint ssrc, ulong index)
    {
        _rtp.ApplyKeyStream(packet[headerLength..^TagSize], ssrc, index);
        Span<byte> tag = stackalloc byte[SHA1.HashSizeInBytes];
        _rtp.Authenticate(packet[..^TagSize], RollOverCounter(index), tag);
        tag[..TagSize].CopyTo(packet[^TagSize..]);
    }

    /// <inheritdoc/>
    public override bool TryUnprotectRtp(Span<byte> packet, int headerLength, uint ssrc, ulong index)
    {
        if (packet.Length < headerLength + TagSize)
            return false;

        Span<byte> tag = stackalloc byte[SHA1.HashSizeInBytes];
        _rtp.Authenticate(packet[..^TagSize], RollOverCounter(index), tag);
        if (!CryptographicOperations.FixedTimeEquals(tag[..TagSize], packet[^TagSize..]))
            return false;

        _rtp.ApplyKeyStream(packet[headerLength..^TagSize], ssrc, index);
        return true;
    }

    /// <inheritdoc/>
    public override void ProtectRtcp(Span<byte> packet, uint ssrc, uint index)
    {
        _rtcp.ApplyKeyStream(packet[RtcpHeaderSize..^RtcpOverhead], ssrc, index);
        BinaryPrimitives.WriteUInt32BigEndian(packet[^RtcpIndexFromEnd..], index | EncryptedFlag);
        Span<byte> tag = stackalloc byte[SHA1.HashSizeInBytes];
        _rtcp.Authenticate(packet[..^TagSize], null, tag);
        tag[..TagSize].CopyTo(packet[^TagSize..]);
    }

    /// <inheritdoc/>
    public override bool TryUnprotectRtcp(Span<byte> packet, uint ssrc, uint index)
    {
        if (packet.Length < RtcpHeaderSize + RtcpOverhead || (packet[^RtcpIndexFromEnd] & 0x80) == 0)
            return false;

        Span<byte> tag = stackalloc byte[SHA1.HashSizeInBytes];
        _rtcp.Authenticate(packet[..^TagSize], null, tag);
        if (!CryptographicOperations.FixedTimeEquals(tag[..TagSize], packet[^TagSize..]))
            return false;

        _rtcp.ApplyKeyStream(packet[RtcpHeaderSize..^RtcpOverhead], ssrc, index);
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    private static uint RollOverCounter(ulong index) => (uint)(index >> 16);

    /// <summary>The keys of RTP or of RTCP.</summary>
    private sealed class Keys : IDisposable
    {
        private const int BlockSize = 16;

        private readonly Aes _aes;
        private readonly ICryptoTransform _encryptor;
        private readonly IncrementalHash _hmac;
        private readonly byte[] _salt = new byte[SaltSize];
        private byte[] _keyStream = new byte[1536];

        public Keys(
            ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt,
            SrtpKeyLabel encryption, SrtpKeyLabel authentication, SrtpKeyLabel salt)
        {
            Span<byte> key = stackalloc byte[AuthenticationKeySize];
            SrtpKeyDerivation.Derive(masterKey, masterSalt, authentication, key);
            _hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, key);
            SrtpKeyDerivation.Derive(masterKey, masterSalt, encryption, key[..KeySize]);
            _aes = Aes.Create();
            _aes.Mode = CipherMode.ECB;
            _aes.Padding = PaddingMode.None;
            _aes.SetKey(key[..KeySize]);
            _encryptor = _aes.CreateEncryptor();
            SrtpKeyDerivation.Derive(masterKey, masterSalt, salt, _salt);
            CryptographicOperations.ZeroMemory(key);
        }

        // RFC 3711, section 4.1.1: the salt, the source and the index, followed by a counter of 16 bits, block by block.
        public void ApplyKeyStream(Span<byte> content, uint ssrc, ulong index)
        {
            if (content.IsEmpty)
                return;

            var blocks = (content.Length + BlockSize - 1) / BlockSize;
            if (_keyStream.Length < blocks * BlockSize)
                _keyStream = new byte[(int)BitOperations.RoundUpToPowerOf2((uint)(blocks * BlockSize))];

            Span<byte> counter = stackalloc byte[BlockSize];
            counter.Clear();
            _salt.CopyTo(counter);
            Combine(counter[4..], (ulong)ssrc << 32);
            Combine(counter[8..], index << 16);
            for (var block = 0; block < blocks; block++)
            {
                var target = _keyStream.AsSpan(block * BlockSize, BlockSize);
                counter.CopyTo(target);
                BinaryPrimitives.WriteUInt16BigEndian(target[SaltSize..], (ushort)block);
            }

            _encryptor.TransformBlock(_keyStream, 0, blocks * BlockSize, _keyStream, 0);
            for (var i = 0; i < content.Length; i++)
                content[i] ^= _keyStream[i];
        }

        public void Authenticate(ReadOnlySpan<byte> packet, uint? rollOverCounter, Span<byte> tag)
        {
            _hmac.AppendData(packet);
            if (rollOverCounter is { } counter)
            {
                Span<byte> bytes = stackalloc byte[sizeof(uint)];
                BinaryPrimitives.WriteUInt32BigEndian(bytes, counter);
                _hmac.AppendData(bytes);
            }

            _hmac.GetHashAndReset(tag);
        }

        public void Dispose()
        {
            _encryptor.Dispose();
            _aes.Dispose();
            _hmac.Dispose();
            CryptographicOperations.ZeroMemory(_salt);
            CryptographicOperations.ZeroMemory(_keyStream);
        }

        private static void Combine(Span<byte> target, ulong value) =>
            BinaryPrimitives.WriteUInt64BigEndian(target, BinaryPrimitives.ReadUInt64BigEndian(target) ^ value);
    }
}
