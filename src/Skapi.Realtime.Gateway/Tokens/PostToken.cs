namespace Skapi.Realtime.Gateway.Tokens;

/// <summary>
/// The token of a <c>broadcast</c> or <c>sendMessage</c> frame: <c>IdT:&lt;service&gt;:&lt;owner&gt;:&lt;id token&gt;</c>, or a bare
/// token as in other frames.
/// </summary>
/// <param name="Service">The service, or null for a bare token.</param>
/// <param name="Owner">The owner, or null for a bare token.</param>
/// <param name="Token">The token.</param>
internal readonly record struct PostToken(string? Service, string? Owner, string Token)
{
    private const string Prefix = "IdT:";

    /// <summary>Parses the text. Returns false if it begins with <c>IdT:</c> and a part is missing.</summary>
    public static bool TryParse(string text, out PostToken token)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            token = new PostToken(null, null, text);
            return true;
        }

        var parts = text.Split(':', 4);
        token = parts.Length == 4 ? new PostToken(parts[1], parts[2], parts[3]) : default;
        return parts.Length == 4;
    }
}
