namespace Skapi.Rtc.Managed.Dtls.Handshake;

/// <summary>How SRTP protects media (RFC 5764, section 4.1.2; RFC 7714, section 14.2).</summary>
internal enum SrtpProfile : ushort
{
    /// <summary>AES-128 in counter mode with HMAC-SHA1 of 80 bits. Every WebRTC implementation has it.</summary>
    Aes128CmHmacSha1Tag80 = 0x0001,

    /// <summary>AES-128-GCM.</summary>
    AeadAes128Gcm = 0x0007,
}
