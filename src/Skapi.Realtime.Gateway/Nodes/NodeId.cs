using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>Creates and checks the ids of nodes: 64 random bits in base64url. A process that starts again is another node.</summary>
internal static class NodeId
{
    /// <summary>The number of characters.</summary>
    public const int Length = 11;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static string Create()
    {
        Span<byte> random = stackalloc byte[8];
        RandomNumberGenerator.Fill(random);
        return Base64Url.EncodeToString(random);
    }

    public static bool IsValid(ReadOnlySpan<char> text) => text.Length == Length && !text.ContainsAnyExcept(Characters);
}
