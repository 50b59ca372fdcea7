using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Skapi.Rtc.Managed.Stun;

namespace Skapi.Rtc.Managed.Turn;

/// <summary>The user name and the password at one server, with what the server asked for (RFC 8489, section 9.2).</summary>
/// <param name="username">The user name.</param>
/// <param name="password">The password.</param>
internal sealed class LongTermCredentials(string username, string password)
{
    private const string NonceCookie = "obMatJos2";
    private const int FeatureCharacters = 4;
    private const int MaxRealm = 763;
    private const int MaxNonce = 763;
    private const int MaxAlgorithms = 64;
    private const int PasswordAlgorithmsFeature = 1 << 23;
    private const int UsernameAnonymityFeature = 1 << 22;
    private const ushort Md5 = 1;
    private const ushort Sha256 = 2;

    private readonly string _username = Prepare(username);
    private readonly string _password = Prepare(password);
    private byte[] _realm = [];
    private byte[] _nonce = [];
    private byte[] _algorithms = [];
    private byte[] _key = [];
    private ushort _algorithm;
    private bool _hidesUsername;

    /// <summary>Whether the server asked for credentials.</summary>
    public bool IsChallenged => _key.Length > 0;

    // With a list of algorithms the request is authenticated by SHA-256 (RFC 8489, section 9.2.5).
    private bool UsesSha256 => _algorithms.Length > 0;

    /// <summary>Uses the realm, the nonce and the algorithms of an error response (401 or 438).</summary>
    /// <returns>False if the request must not be repeated, because the response cannot be used or was weakened on its way.</returns>
    public bool TryUse(in StunMessage response)
    {
        if (!response.TryFind(StunAttribute.Nonce, out var nonce) || nonce.Length is 0 or > MaxNonce)
            return false;

        response.TryFind(StunAttribute.PasswordAlgorithms, out var algorithms);
        var features = FeaturesOf(nonce);
        if (algorithms.Length > MaxAlgorithms || ((features & PasswordAlgorithmsFeature) != 0 && algorithms.IsEmpty)
            || ChooseAlgorithm(algorithms) is not { } algorithm)
            return false;

        var realm = response.TryFind(StunAttribute.Realm, out var found) ? found : _realm;
        if (realm.Length is 0 or > MaxRealm)
            return false;

        if (!IsChallenged || algorithm != _algorithm || !realm.SequenceEqual(_realm))
            _key = ComputeKey(algorithm, _username, realm, _password);

        (_realm, _nonce, _algorithms, _algorithm) = (realm.ToArray(), nonce.ToArray(), algorithms.ToArray(), algorithm);
        _hidesUsername = (features & UsernameAnonymityFeature) != 0;
        return true;
    }

    /// <summary>Ends a request: with credentials, if the server asked for them.</summary>
    public void Protect(ref StunWriter writer)
    {
        if (!IsChallenged)
        {
            writer.WriteFingerprint();
            return;
        }

        if (_hidesUsername)
            writer.Write(StunAttribute.UserHash, SHA256.HashData(Join(_username, _realm)));
        else
            writer.Write(StunAttribute.Username, Encoding.UTF8.GetBytes(_username));

        writer.Write(StunAttribute.Realm, _realm);
        writer.Write(StunAttribute.Nonce, _nonce);
        if (UsesSha256)
        {
            writer.Write(StunAttribute.PasswordAlgorithms, _algorithms);
            writer.Write(StunAttribute.PasswordAlgorithm, (uint)_algorithm << 16);
            writer.ProtectSha256(_key);
        }
        else
        {
            writer.Protect(_key);
        }
    }

    /// <summary>Whether a success response is from the server: with the keyed hash, if the request had one.</summary>
    public bool Verify(in StunMessage response) =>
        !IsChallenged || (UsesSha256 ? response.VerifySha256(_key) : response.Verify(_key));

    /// <summary>Computes the key of a user name, a realm and a password (RFC 8489, section 18.5.1).</summary>
    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "STUN prescribes MD5 for keys.")]
    public static byte[] ComputeKey(ushort algorithm, string username, ReadOnlySpan<byte> realm, string password)
    {
        byte[] text = [.. Join(username, realm), (byte)':', .. Encoding.UTF8.GetBytes(password)];
        return algorithm == Sha256 ? SHA256.HashData(text) : MD5.HashData(text);
    }

    private static byte[] Join(string first, ReadOnlySpan<byte> second) => [.. Encoding.UTF8.GetBytes(first), (byte)':', .. second];

    // The first algorithm of the list that is known; MD5 without a list (RFC 8489, section 9.2.5).
    private static ushort? ChooseAlgorithm(ReadOnlySpan<byte> algorithms)
    {
        if (algorithms.IsEmpty)
            return Md5;

        while (algorithms.Length >= 4)
        {
            var algorithm = (ushort)((algorithms[0] << 8) | algorithms[1]);
            var size = 4 + (((algorithms[2] << 8) | algorithms[3]) + 3 & ~3);
            if (algorithm is Md5 or Sha256)
                return algorithm;

            algorithms = algorithms[Math.Min(size, algorithms.Length)..];
        }

        return null;
    }

    // The nonce may begin with a cookie and 24 bits in Base64 (RFC 8489, section 9.2). The first bit is the leftmost one (section 18.1).
    private static int FeaturesOf(ReadOnlySpan<byte> nonce)
    {
        if (nonce.Length < NonceCookie.Length + FeatureCharacters || !nonce.StartsWith("obMatJos2"u8))
            return 0;

        Span<byte> bits = stackalloc byte[3];
        var text = nonce.Slice(NonceCookie.Length, FeatureCharacters);
        var isDecoded = Base64.DecodeFromUtf8(text, bits, out _, out var count) == OperationStatus.Done && count == bits.Length;
        return isDecoded ? (bits[0] << 16) | (bits[1] << 8) | bits[2] : 0;
    }

    // OpaqueString (RFC 8265, section 4.2): other spaces become U+0020, and the text is normalized.
    private static string Prepare(string text) =>
        string.Concat(text.Select(
            static character => char.GetUnicodeCategory(character) == UnicodeCategory.SpaceSeparator ? ' ' : character))
            .Normalize(NormalizationForm.FormC);
}
