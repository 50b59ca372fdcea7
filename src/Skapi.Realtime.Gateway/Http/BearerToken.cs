using Microsoft.AspNetCore.Http;

namespace Skapi.Realtime.Gateway.Http;

/// <summary>Finds the token of a request.</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    /// <summary>Returns the token in the query, where a browser's WebSocket must put it, or otherwise the token in the header.</summary>
    public static string? FromQueryOrHeader(HttpRequest request) =>
        request.Query["token"] is [{ Length: > 0 } token, ..] ? token : FromHeader(request);

    /// <summary>
    /// Returns the token in the <c>Authorization</c> header: after <c>Bearer</c> (RFC 6750), or bare as the published client sends it.
    /// </summary>
    public static string? FromHeader(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : header;
    }
}
