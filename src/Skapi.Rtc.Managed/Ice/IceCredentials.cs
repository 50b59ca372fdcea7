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

    /// <summary>The password as a key. It is computed, because two credentials are equal if their texts are.</summary>
    public byte[] Key => Encoding.UTF8.GetBytes(Password);

    /// <summary>Creates random credentials.</summary>
    public static IceCredentials Create(IRandomSource random) =>
        new(CreateText(random, FragmentLength), CreateText(random, PasswordLength));

    /// <summary>Returns a text without the password, which must not appear in a log.</summary>
    public override string ToString() => UsernameFragment;

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
