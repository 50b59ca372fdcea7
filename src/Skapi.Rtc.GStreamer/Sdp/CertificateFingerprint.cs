using System.Security.Cryptography;

namespace Skapi.Rtc.GStreamer.Sdp;

/// <summary>
/// Compares the certificate of the DTLS handshake with the description of the other side (RFC 8122, section 6.2, and RFC 8827,
/// section 6.5). Only this proves that the media comes from the side that signals. webrtcbin does not do it.
/// </summary>
internal static class CertificateFingerprint
{
    // In the order of preference.
    private static readonly (string Name, HashAlgorithmName Algorithm)[] HashFunctions =
    [
        ("sha-512", HashAlgorithmName.SHA512),
        ("sha-384", HashAlgorithmName.SHA384),
        ("sha-256", HashAlgorithmName.SHA256),
    ];

    /// <summary>Checks that a certificate is the one that the description announces.</summary>
    /// <param name="description">The other side's description, or null before there is one.</param>
    /// <param name="pem">The certificate, in PEM, or null for none.</param>
    /// <returns>The reason, or null if the certificate is the announced one.</returns>
    public static string? Refusal(SdpDocument? description, string? pem)
    {
        if (string.IsNullOrEmpty(pem))
            return "it sent no certificate";
        if (!PemEncoding.TryFind(pem, out var fields) || pem[fields.Label] != "CERTIFICATE")
            return "its certificate cannot be read";

        var announced = description is null ? [] : AnnouncedBy(description);
        var certificate = Convert.FromBase64String(pem[fields.Base64Data]);
        foreach (var (name, algorithm) in HashFunctions)
        {
            // Only the strongest hash function counts: a weaker one beside it would weaken the check.
            var values = announced.Where(known => string.Equals(known.HashFunction, name, StringComparison.OrdinalIgnoreCase)).ToArray();
            if (values.Length == 0)
                continue;

            var actual = Convert.ToHexString(CryptographicOperations.HashData(algorithm, certificate));
            return values.Any(known =>
                string.Equals(known.Value.Replace(":", "", StringComparison.Ordinal), actual, StringComparison.OrdinalIgnoreCase))
                ? null
                : $"its certificate does not have the {name} fingerprint that its description announces";
        }

        return "its description has no fingerprint with sha-256, sha-384 or sha-512";
    }

    private static (string HashFunction, string Value)[] AnnouncedBy(SdpDocument description)
    {
        // The first section of a bundle speaks for its transport (RFC 9143, section 7).
        if (description.TaggedIndex is not (>= 0 and var index))
            return [];

        var section = description.Sections[index];
        var lines = section.Has("fingerprint") ? section.Attributes("fingerprint") : description.Attributes("fingerprint");
        return
        [
            .. lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                .Where(parts => parts.Length == 2)
                .Select(parts => (parts[0], parts[1])),
        ];
    }
}
