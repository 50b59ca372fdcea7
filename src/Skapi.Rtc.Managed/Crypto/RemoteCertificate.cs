using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Skapi.Rtc.Managed.Crypto;

/// <summary>The certificate that the other side sent. Trust comes from its fingerprint; here its key verifies signatures.</summary>
internal sealed class RemoteCertificate : IDisposable
{
    private readonly ECDsa? _ecdsa;
    private readonly RSA? _rsa;

    private RemoteCertificate(byte[] encoded, ECDsa? ecdsa, RSA? rsa)
    {
        Encoded = encoded;
        _ecdsa = ecdsa;
        _rsa = rsa;
    }

    /// <summary>The certificate in DER.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }

    /// <summary>Reads a certificate with an ECDSA or RSA key.</summary>
    /// <returns>False if the bytes are not a certificate, or its key is of another kind.</returns>
    public static bool TryRead(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out RemoteCertificate? result)
    {
        result = null;
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(encoded);
            var ecdsa = certificate.GetECDsaPublicKey();
            var rsa = ecdsa is null ? certificate.GetRSAPublicKey() : null;
            if (ecdsa is null && rsa is null)
                return false;

            result = new RemoteCertificate(encoded.ToArray(), ecdsa, rsa);
            return true;
        }
        catch (CryptographicException)
        {
            // The bytes come from the other side: a certificate that cannot be read is a refusal, not a fault of this program.
            return false;
        }
    }

    /// <summary>Verifies a signature over a SHA-256 hash.</summary>
    /// <param name="scheme">The signature scheme that the other side named.</param>
    /// <param name="sha256">The hash.</param>
    /// <param name="signature">The signature as TLS carries it.</param>
    /// <returns>False if the signature is wrong or the scheme does not match the key.</returns>
    public bool Verify(SignatureScheme scheme, ReadOnlySpan<byte> sha256, ReadOnlySpan<byte> signature)
    {
        try
        {
            return scheme switch
            {
                SignatureScheme.EcdsaSecp256r1Sha256 =>
                    _ecdsa?.VerifyHash(sha256, signature, DSASignatureFormat.Rfc3279DerSequence) ?? false,
                SignatureScheme.RsaPkcs1Sha256 =>
                    _rsa?.VerifyHash(sha256, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) ?? false,
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            // Some platforms throw where the encoding of the signature is broken.
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ecdsa?.Dispose();
        _rsa?.Dispose();
    }
}
