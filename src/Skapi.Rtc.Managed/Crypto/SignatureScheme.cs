namespace Skapi.Rtc.Managed.Crypto;

/// <summary>The signature schemes that this side offers and verifies (RFC 5246, section 7.4.1.4.1).</summary>
internal enum SignatureScheme : ushort
{
    /// <summary>RSA with PKCS #1 padding over SHA-256. GStreamer's certificates have RSA keys.</summary>
    RsaPkcs1Sha256 = 0x0401,

    /// <summary>ECDSA over SHA-256.</summary>
    EcdsaSecp256r1Sha256 = 0x0403,
}
