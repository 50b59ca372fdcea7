using System.Buffers.Text;
using System.Security.Cryptography;

namespace Skapi.Realtime.Gateway.Connections;

/// <summary>
/// Creates connection ids. Whoever knows an id can signal to the connection, so ids cannot be guessed: they are 144 random bits in
/// base64url (RFC 4648, section 5), which needs no escaping in a URL or a frame.
/// </summary>
internal static class ConnectionId
{
    /// <summary>The prefix that a client puts before a cid.</summary>
    public const string Prefix = "cid:";

    private const int Bytes = 18;

    public static string Create()
    {
        Span<byte> random = stackalloc byte[Bytes];
        RandomNumberGenerator.Fill(random);
        return Base64Url.EncodeToString(random);
    }
}
