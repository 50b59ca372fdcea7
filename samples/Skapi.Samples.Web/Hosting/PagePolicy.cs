using Microsoft.Net.Http.Headers;

namespace Skapi.Samples.Web.Hosting;

/// <summary>Allows the page to load from and to connect to this server only.</summary>
internal static class PagePolicy
{
    public static void UsePagePolicy(this WebApplication app) => app.Use(async (context, next) =>
    {
        // Some browsers do not treat a WebSocket as the same origin, so its scheme is listed.
        context.Response.Headers[HeaderNames.ContentSecurityPolicy] =
            $"default-src 'self'; connect-src 'self' ws://{context.Request.Host}; worker-src blob:; media-src 'self' blob:; " +
            "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        // The files of the page change during development.
        context.Response.Headers[HeaderNames.CacheControl] = "no-cache";
        await next(context);
    });
}
