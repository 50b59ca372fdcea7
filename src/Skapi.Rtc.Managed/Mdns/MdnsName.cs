using Skapi.Rtc.Managed.Crypto;

namespace Skapi.Rtc.Managed.Mdns;

/// <summary>The names that hide addresses: random UUIDs under <c>.local</c>.</summary>
/// <remarks>draft-ietf-mmusic-mdns-ice-candidates, section 3.1.1.</remarks>
internal static class MdnsName
{
    private const string Domain = ".local";
    private const int UuidLength = 36;

    /// <summary>Whether a text is such a name.</summary>
    /// <remarks>Other names are not asked for: a description could make this side search the network.</remarks>
    public static bool IsHidden(string text) => text.Length == UuidLength + Domain.Length
        && text.EndsWith(Domain, StringComparison.OrdinalIgnoreCase) && Guid.TryParseExact(text.AsSpan(0, UuidLength), "D", out _);

    /// <summary>Creates a name.</summary>
    public static string Create(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.Fill(bytes);

        // Version 4, variant 1 (RFC 9562, section 5.4).
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return $"{new Guid(bytes, bigEndian: true):D}{Domain}";
    }
}
