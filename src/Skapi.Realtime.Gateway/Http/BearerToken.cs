using Microsoft.AspNetCore.Http;

namespace Skapi.Realtime.Gateway.Http;

/// <summary>Finds the token of a request.</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    /// <summary>The query's token, where a browser must put it as its WebSocket sends no headers of one's own, or else the header's.</summary>
    public static string? FromQueryOrHeader(HttpRequest request) =>
        request.Query["token"] is [{ Length: > 0 } token, ..] ? token : FromHeader(request);

    /// <summary>The token of the <c>Authorization</c> header: after <c>Bearer</c> (RFC 6750), or bare as the published client sends it.</summary>
    public static string? FromHeader(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : header;
    }
}
