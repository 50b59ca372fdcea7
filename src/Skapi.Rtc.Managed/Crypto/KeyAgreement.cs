using System.Security.Cryptography;

namespace Skapi.Rtc.Managed.Crypto;

/// <summary>An ephemeral Diffie-Hellman key over P-256, with public keys as uncompressed points (RFC 8422, section 5.4.1).</summary>
internal sealed class KeyAgreement : IDisposable
{
    /// <summary>The number of bytes of an uncompressed point of P-256.</summary>
    public const int PublicKeyLength = 1 + 2 * CoordinateLength;

    private const int CoordinateLength = 32;
    private const byte Uncompressed = 4;

    private readonly ECDiffieHellman _key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Writes this side's public key.</summary>
    public void ExportPublicKey(Span<byte> point)
    {
        var parameters = _key.ExportParameters(includePrivateParameters: false);
        point[0] = Uncompressed;
        parameters.Q.X.CopyTo(point[1..]);
        parameters.Q.Y.CopyTo(point[(1 + CoordinateLength)..]);
    }

    /// <summary>Computes the shared secret with the other side's public key.</summary>
    /// <param name="point">The other side's public key.</param>
    /// <param name="secret">Receives the 32 bytes of the shared secret.</param>
    /// <returns>False if the point is not an uncompressed point on the curve.</returns>
    public bool TryDeriveSecret(ReadOnlySpan<byte> point, Span<byte> secret)
    {
        if (point.Length != PublicKeyLength || point[0] != Uncompressed)
            return false;

        try
        {
            var parameters = new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = point[1..33].ToArray(), Y = point[33..].ToArray() },
            };
            using var other = ECDiffieHellman.Create(parameters);
            using var publicKey = other.PublicKey;
            var derived = _key.DeriveRawSecretAgreement(publicKey);
            derived.CopyTo(secret);
            CryptographicOperations.ZeroMemory(derived);
            return true;
        }
        catch (CryptographicException)
        {
            // The platform refuses a point that is not on the curve.
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
