using System.Security.Cryptography;

namespace Skapi.Rtc.Managed.Crypto;

/// <summary>The pseudorandom function of TLS 1.2 over SHA-256 (RFC 5246, section 5).</summary>
internal static class TlsPrf
{
    /// <summary>Expands a secret, a label and a seed into key material.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="label">The label in ASCII.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="output">Receives the key material; its length decides how much.</param>
    public static void Expand(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> label, ReadOnlySpan<byte> seed, Span<byte> output)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        Span<byte> a = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> block = stackalloc byte[SHA256.HashSizeInBytes];
        hmac.AppendData(label);
        hmac.AppendData(seed);
        hmac.GetHashAndReset(a);
        while (!output.IsEmpty)
        {
            hmac.AppendData(a);
            hmac.AppendData(label);
            hmac.AppendData(seed);
            hmac.GetHashAndReset(block);
            var count = Math.Min(block.Length, output.Length);
            block[..count].CopyTo(output);
            output = output[count..];
            hmac.AppendData(a);
            hmac.GetHashAndReset(a);
        }

        CryptographicOperations.ZeroMemory(a);
        CryptographicOperations.ZeroMemory(block);
    }
}
