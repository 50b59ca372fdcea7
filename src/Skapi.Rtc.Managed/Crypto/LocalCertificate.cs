using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Skapi.Rtc.Managed.Crypto;

/// <summary>This side's self-signed certificate and its key: ECDSA over P-256 (RFC 8827, section 6.5).</summary>
/// <remarks>The other side trusts it because its fingerprint is in the SDP, so the name and the dates carry no meaning.</remarks>
internal sealed class LocalCertificate : IDisposable
{
    private readonly ECDsa _key;

    private LocalCertificate(ECDsa key, byte[] encoded)
    {
        _key = key;
        Encoded = encoded;
        Sha256 = SHA256.HashData(encoded);
    }

    /// <summary>The certificate in DER.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }

    /// <summary>The SHA-256 hash of the certificate, which the SDP announces (RFC 8122).</summary>
    public ReadOnlyMemory<byte> Sha256 { get; }

    /// <summary>Creates a key and a certificate for it.</summary>
    /// <param name="now">The current time by the wall clock. The certificate is valid from a day before to a month after it.</param>
    public static LocalCertificate Create(DateTimeOffset now)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=WebRTC", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        return new LocalCertificate(key, certificate.RawData);
    }

    /// <summary>Signs a SHA-256 hash.</summary>
    /// <returns>The signature as a DER sequence, as TLS carries it (RFC 8422, section 5.4).</returns>
    public byte[] SignHash(ReadOnlySpan<byte> sha256)
    {
        var signature = new byte[_key.GetMaxSignatureSize(DSASignatureFormat.Rfc3279DerSequence)];
        return _key.TrySignHash(sha256, signature, DSASignatureFormat.Rfc3279DerSequence, out var length)
            ? signature[..length]
            : throw new CryptographicException("The signature does not fit into its maximum size.");
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
