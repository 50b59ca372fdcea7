using System.Buffers.Text;
using System.Security.Cryptography;

namespace Skapi.Realtime.Gateway.Connections;

/// <summary>
/// Connection ids. Whoever knows one can signal to it, so they are not to be guessed: 144 random bits, in base64url (RFC 4648,
/// section 5), which stands in a URL and in a frame without escaping.
/// </summary>
internal static class ConnectionId
{
    /// <summary>What a client puts before a cid.</summary>
    public const string Prefix = "cid:";

    private const int Bytes = 18;

    public static string Create()
    {
        Span<byte> random = stackalloc byte[Bytes];
        RandomNumberGenerator.Fill(random);
        return Base64Url.EncodeToString(random);
    }
}
