using System.Text;
using Skapi.Rtc.Managed.Crypto;

namespace Skapi.Rtc.Managed.Ice;

/// <summary>The user fragment and the password of one side (RFC 8839, section 5.4).</summary>
/// <param name="UsernameFragment">The user fragment.</param>
/// <param name="Password">The password, which keys the hashes of connectivity checks.</param>
internal sealed record IceCredentials(string UsernameFragment, string Password)
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private const int FragmentLength = 8;
    private const int PasswordLength = 24;
    private const int MinFragment = 4;
    private const int MinPassword = 22;
    private const int MaxLength = 256;

    /// <summary>The password as a key.</summary>
    public ReadOnlyMemory<byte> Key { get; } = Encoding.UTF8.GetBytes(Password);

    /// <summary>The user fragment as it is in a message.</summary>
    public ReadOnlyMemory<byte> FragmentBytes { get; } = Encoding.UTF8.GetBytes(UsernameFragment);

    /// <summary>Creates random credentials.</summary>
    public static IceCredentials Create(IRandomSource random) =>
        new(CreateText(random, FragmentLength), CreateText(random, PasswordLength));

    /// <summary>Finds what makes the credentials unusable (RFC 8839, section 5.4).</summary>
    /// <remarks>
    /// The characters may be more than ice-char: some implementations use others. Those that the grammar of SDP or USERNAME gives a
    /// meaning are refused.
    /// </remarks>
    /// <returns>The fault in words, or null.</returns>
    public string? FindFault()
    {
        if (UsernameFragment.Length is < MinFragment or > MaxLength)
            return $"its ice-ufrag has {UsernameFragment.Length} characters, but {MinFragment} to {MaxLength} are allowed";
        if (Password.Length is < MinPassword or > MaxLength)
            return $"its ice-pwd has {Password.Length} characters, but {MinPassword} to {MaxLength} are allowed";
        if (!UsernameFragment.All(IsAllowed) || UsernameFragment.Contains(':', StringComparison.Ordinal))
            return "its ice-ufrag contains a character that is not allowed";

        return Password.All(IsAllowed) ? null : "its ice-pwd contains a character that is not allowed";
    }

    /// <summary>Whether the texts are equal. The arrays that are derived of them are not compared.</summary>
    public bool Equals(IceCredentials? other) =>
        other is not null && UsernameFragment == other.UsernameFragment && Password == other.Password;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(UsernameFragment, Password);

    /// <summary>Returns a text without the password, which must not appear in a log.</summary>
    public override string ToString() => UsernameFragment;

    private static bool IsAllowed(char character) => character is > ' ' and < '\x7F';

    private static string CreateText(IRandomSource random, int length)
    {
        Span<byte> bytes = stackalloc byte[length];
        random.Fill(bytes);
        Span<char> text = stackalloc char[length];
        for (var i = 0; i < length; i++)
            text[i] = Letters[bytes[i] % Letters.Length];

        return new string(text);
    }
}
