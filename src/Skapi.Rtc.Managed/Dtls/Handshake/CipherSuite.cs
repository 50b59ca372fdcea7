namespace Skapi.Rtc.Managed.Dtls.Handshake;

/// <summary>The cipher suites that this side knows (RFC 5289). As a server it has an ECDSA key and chooses the first one.</summary>
internal enum CipherSuite : ushort
{
    /// <summary>TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256: what browsers and this side's own certificates use.</summary>
    EcdheEcdsaAes128GcmSha256 = 0xC02B,

    /// <summary>TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: for servers with an RSA key, as GStreamer's.</summary>
    EcdheRsaAes128GcmSha256 = 0xC02F,
}
