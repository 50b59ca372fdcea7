using System.Buffers.Text;
using System.Text.Json;

namespace Skapi.Rtc.Realtime;

/// <summary>Reads who an access token speaks for. Whether it is genuine is the gateway's to check.</summary>
internal static class AccessToken
{
    /// <summary>The subject (RFC 7519, section 4.1.2): Skapi's user id.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: not a JSON Web Token, or one without a subject.</exception>
    public static string UserIdOf(string token)
    {
        if (token.Split('.') is not [_, var payload, _])
            throw SkapiException.InvalidParameter("The access token is no JSON Web Token: it should have three parts, separated by dots.");

        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            if (claims.RootElement.ValueKind == JsonValueKind.Object
                && claims.RootElement.TryGetProperty("sub", out var subject)
                && subject.GetString() is { Length: > 0 } userId)
            {
                return userId;
            }
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException)
        {
            throw SkapiException.InvalidParameter($"The access token is no JSON Web Token: its second part cannot be read. {error.Message}");
        }

        throw SkapiException.InvalidParameter("The access token names no user: its claim “sub” is missing.");
    }
}
