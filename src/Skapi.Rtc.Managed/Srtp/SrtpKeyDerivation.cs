using System.Security.Cryptography;

namespace Skapi.Rtc.Managed.Srtp;

/// <summary>Derives session keys from a master key (RFC 3711, section 4.3). The key derivation rate is 0: keys are derived once.</summary>
internal static class SrtpKeyDerivation
{
    private const int BlockSize = 16;
    private const int LabelOffset = 7;

    /// <summary>Derives one key.</summary>
    /// <param name="masterKey">The master key.</param>
    /// <param name="masterSalt">The master salt: 14 bytes, or 12 bytes that zeros follow (RFC 7714, section 11).</param>
    /// <param name="label">What the key is for.</param>
    /// <param name="key">Receives the key; its length decides how much.</param>
    public static void Derive(ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt, SrtpKeyLabel label, Span<byte> key)
    {
        using var aes = Aes.Create();
        aes.SetKey(masterKey);
        Span<byte> counter = stackalloc byte[BlockSize];
        Span<byte> block = stackalloc byte[BlockSize];
        counter.Clear();
        masterSalt.CopyTo(counter);
        counter[LabelOffset] ^= (byte)label;
        while (!key.IsEmpty)
        {
            aes.EncryptEcb(counter, block, PaddingMode.None);
            var count = Math.Min(BlockSize, key.Length);
            block[..count].CopyTo(key);
            key = key[count..];
            counter[^1]++;
        }

        CryptographicOperations.ZeroMemory(block);
        CryptographicOperations.ZeroMemory(counter);
    }
}
