using Skapi.Rtc.Realtime;
using System.Buffers.Text;
using System.Text;

namespace Skapi.Rtc.Tests.Infrastructure;

/// <summary>Tokens in the shape of the real ones. Nobody here checks a signature.</summary>
internal static class Tokens
{
    public static SkapiTokens Of(string userId) => new(Jwt($$"""{"sub":"{{userId}}"}"""), $"id-token-of-{userId}");

    public static SkapiTokens Expiring(string userId, DateTimeOffset expiry)
    {
        var token = Jwt($$"""{"sub":"{{userId}}","exp":{{expiry.ToUnixTimeSeconds()}}}""");
        return new SkapiTokens(token, token);
    }

    public static string Jwt(string claims) => $"header.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.signature";
}
