using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Skapi.Realtime.Gateway.Http;

/// <summary>Writes a JSON body that must not be cached.</summary>
internal static class HttpJson
{
    public static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> utf8)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = utf8.Length;
        context.Response.Headers[HeaderNames.CacheControl] = "no-store";
        await context.Response.Body.WriteAsync(utf8, context.RequestAborted).ConfigureAwait(false);
    }
}
