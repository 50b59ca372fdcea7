using System.Security.Cryptography;
using Skapi.Rtc.Dtls;
using Skapi.Rtc.Sdp;
using Skapi.Rtc.Transport.Tests.Sdp;

namespace Skapi.Rtc.Transport.Tests.Dtls;

public sealed class CertificateFingerprintTests
{
    // Any bytes do: what is compared is their hash.
    private static readonly byte[] Certificate = [.. Enumerable.Range(0, 200).Select(number => (byte)number)];
    private static readonly string Pem = PemEncoding.WriteString("CERTIFICATE", Certificate);

    private static string Sha256 => "sha-256 " + Colons(SHA256.HashData(Certificate));

    private static string Sha384 => "sha-384 " + Colons(SHA384.HashData(Certificate));

    private static string Sha512 => "sha-512 " + Colons(SHA512.HashData(Certificate));

    [Fact]
    public void Each_hash_function_is_compared()
    {
        foreach (var fingerprint in (string[])[Sha256, Sha384, Sha512])
            CertificateFingerprint.Refusal(With(fingerprint), Pem).ShouldBeNull(fingerprint);
    }

    [Fact]
    public void Letters_of_either_case_are_the_same()
    {
        CertificateFingerprint.Refusal(With(Sha256.ToLowerInvariant()), Pem).ShouldBeNull();
        CertificateFingerprint.Refusal(With(Sha256.ToUpperInvariant()), Pem).ShouldBeNull();
    }

    [Fact]
    public void Another_certificate_is_refused()
    {
        var other = PemEncoding.WriteString("CERTIFICATE", [.. Certificate, 0]);

        CertificateFingerprint.Refusal(With(Sha256), other).ShouldNotBeNull().ShouldContain("does not have the sha-256 fingerprint");
    }

    [Fact]
    public void One_of_several_fingerprints_by_the_same_hash_function_is_enough() =>
        CertificateFingerprint.Refusal(With(SdpText.Fingerprint, Sha256), Pem).ShouldBeNull();

    [Fact]
    public void The_strongest_hash_function_counts_alone() =>
        CertificateFingerprint.Refusal(With(Sha256, "sha-512 00:11"), Pem).ShouldNotBeNull().ShouldContain("sha-512");

    [Theory]
    [InlineData("md5 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF")]
    [InlineData("sha-1 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33")]
    [InlineData("sha-256")]
    public void A_fingerprint_by_no_known_hash_function_is_refused(string fingerprint) =>
        CertificateFingerprint.Refusal(With(fingerprint), Pem).ShouldNotBeNull().ShouldContain("none of the hash functions");

    [Fact]
    public void The_fingerprint_of_the_session_counts_where_the_section_has_none() =>
        CertificateFingerprint.Refusal(SdpText.Of([$"a=fingerprint:{Sha256}"], [WithoutFingerprint()]), Pem).ShouldBeNull();

    [Fact]
    public void The_first_section_of_the_bundle_speaks_for_its_transport()
    {
        string[] announced = [.. WithoutFingerprint(), $"a=fingerprint:{Sha256}"];

        CertificateFingerprint.Refusal(SdpText.Of(announced, SdpText.Video("1")), Pem).ShouldBeNull();
        CertificateFingerprint.Refusal(SdpText.Of(SdpText.Video("1"), announced), Pem).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(null, "no certificate")]
    [InlineData("", "no certificate")]
    [InlineData("no PEM", "cannot be read")]
    public void Without_a_certificate_there_is_no_trust(string? pem, string reason) =>
        CertificateFingerprint.Refusal(With(Sha256), pem).ShouldNotBeNull().ShouldContain(reason);

    [Fact]
    public void Without_a_description_there_is_no_trust() => CertificateFingerprint.Refusal(null, Pem).ShouldNotBeNull();

    private static SdpDocument With(params string[] fingerprints) =>
        SdpText.Of([.. WithoutFingerprint(), .. fingerprints.Select(fingerprint => $"a=fingerprint:{fingerprint}")]);

    private static string[] WithoutFingerprint() =>
        [.. SdpText.Data().Where(line => !line.StartsWith("a=fingerprint", StringComparison.Ordinal))];

    private static string Colons(byte[] hash) => BitConverter.ToString(hash).Replace('-', ':');
}
