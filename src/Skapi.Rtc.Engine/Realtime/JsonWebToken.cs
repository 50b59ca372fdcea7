using System.Buffers.Text;
using System.Text.Json;

namespace Skapi.Rtc.Realtime;

/// <summary>Reads the claims of a token (RFC 7519). The gateway checks the signature.</summary>
internal static class JsonWebToken
{
    /// <summary>The subject (RFC 7519, section 4.1.2) of an access token: Skapi's user id.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: not a JSON Web Token, or one without a subject.</exception>
    public static string UserIdOf(string token)
    {
        if (token.Split('.') is not [_, var payload, _])
            throw Invalid("is not a JSON Web Token: it should have three parts, separated by dots");

        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            return claims.RootElement.ValueKind == JsonValueKind.Object
                && claims.RootElement.TryGetProperty("sub", out var subject)
                && subject.GetString() is { Length: > 0 } userId
                ? userId
                : throw Invalid("does not name a user: its claim “sub” is missing");
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException)
        {
            throw Invalid($"is not a JSON Web Token: its second part cannot be decoded ({error.Message.TrimEnd('.')})", error);
        }
    }

    /// <summary>The expiration time (RFC 7519, section 4.1.4), or null if the token does not have it or cannot be decoded.</summary>
    public static DateTimeOffset? ExpiryOf(string token)
    {
        if (token.Split('.') is not [_, var payload, _])
            return null;

        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            return claims.RootElement.ValueKind == JsonValueKind.Object
                && claims.RootElement.TryGetProperty("exp", out var expiry)
                && expiry.ValueKind == JsonValueKind.Number
                && expiry.TryGetDouble(out var seconds)
                && seconds is >= 0 and < 250_000_000_000
                ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
                : null;
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException)
        {
            // The gateway says what is wrong with the token.
            return null;
        }
    }

    private static SkapiException Invalid(string what, Exception? cause = null) =>
        SkapiException.InvalidParameter(
            $"The access token {what}. Return the tokens of a signed-in user from {OptionNames.Tokens}.", cause);
}
