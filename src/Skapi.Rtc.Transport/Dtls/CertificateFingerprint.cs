using System.Security.Cryptography;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Dtls;

/// <summary>The fingerprint of a certificate in a description (RFC 8122, section 5).</summary>
/// <param name="HashFunction">The name of the hash function, such as <c>sha-256</c>.</param>
/// <param name="Value">The digest, as pairs of hexadecimal digits separated by colons.</param>
public sealed record CertificateFingerprint(string HashFunction, string Value)
{
    // In order of preference.
    private static readonly (string Name, HashAlgorithmName Algorithm)[] HashFunctions =
    [
        ("sha-512", HashAlgorithmName.SHA512),
        ("sha-384", HashAlgorithmName.SHA384),
        ("sha-256", HashAlgorithmName.SHA256),
    ];

    /// <summary>Computes the SHA-256 fingerprint of a certificate.</summary>
    /// <param name="certificate">The certificate, in DER.</param>
    public static CertificateFingerprint Of(ReadOnlySpan<byte> certificate) =>
        new(
            "sha-256",
            string.Join(':', Convert.ToHexString(SHA256.HashData(certificate)).Chunk(2).Select(static pair => new string(pair))));

    /// <summary>
    /// Gets the fingerprints that a description announces for its transport: those of the first section in the bundle (RFC 9143, section
    /// 7).
    /// </summary>
    public static IReadOnlyList<CertificateFingerprint> AnnouncedBy(SdpDocument description)
    {
        ArgumentNullException.ThrowIfNull(description);
        if (description.TaggedIndex is not (>= 0 and var index))
            return [];

        var section = description.Sections[index];
        var lines = section.Has("fingerprint") ? section.Attributes("fingerprint") : description.Attributes("fingerprint");
        return
        [
            .. lines.Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                .Where(static parts => parts.Length == 2)
                .Select(static parts => new CertificateFingerprint(parts[0], parts[1])),
        ];
    }

    /// <summary>
    /// Compares the certificate of the DTLS handshake with the other side's description (RFC 8122, section 6.2; RFC 8827, section 6.5).
    /// Only this proves that the media come from the one who signals.
    /// </summary>
    /// <param name="description">The other side's description, or null if there is none.</param>
    /// <param name="certificate">The certificate, in DER; empty if none was sent.</param>
    /// <returns>Why the certificate must be refused, or null if it is the announced one.</returns>
    public static string? Refusal(SdpDocument? description, ReadOnlySpan<byte> certificate)
    {
        if (certificate.IsEmpty)
            return "it sent no certificate";

        var announced = description is null ? [] : AnnouncedBy(description);
        foreach (var (name, algorithm) in HashFunctions)
        {
            // Only the strongest hash function counts: a weaker one beside it must not weaken the check.
            var values = announced.Where(known => string.Equals(known.HashFunction, name, StringComparison.OrdinalIgnoreCase)).ToArray();
            if (values.Length == 0)
                continue;

            var actual = CryptographicOperations.HashData(algorithm, certificate);
            return values.Any(known => known.Matches(actual))
                ? null
                : $"its certificate does not have the {name} fingerprint that its description announces";
        }

        return "its description uses none of the hash functions sha-256, sha-384 and sha-512";
    }

    /// <summary>Compares a certificate in PEM. See <see cref="Refusal(SdpDocument, ReadOnlySpan{byte})"/>.</summary>
    /// <param name="description">The other side's description, or null if there is none.</param>
    /// <param name="pem">The certificate, in PEM; null or empty if none was sent.</param>
    public static string? Refusal(SdpDocument? description, string? pem)
    {
        if (string.IsNullOrEmpty(pem))
            return Refusal(description, ReadOnlySpan<byte>.Empty);

        return PemEncoding.TryFind(pem, out var fields) && pem[fields.Label] == "CERTIFICATE"
            ? Refusal(description, Convert.FromBase64String(pem[fields.Base64Data]))
            : "its certificate cannot be read";
    }

    /// <summary>The attribute's value: <c>sha-256 AB:CD:…</c>.</summary>
    public override string ToString() => $"{HashFunction} {Value}";

    private bool Matches(ReadOnlySpan<byte> digest) =>
        string.Equals(Value.Replace(":", "", StringComparison.Ordinal), Convert.ToHexString(digest), StringComparison.OrdinalIgnoreCase);
}
