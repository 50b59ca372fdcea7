using Microsoft.Net.Http.Headers;

namespace Skapi.Samples.Web.Hosting;

/// <summary>What the page may load, and whom it may talk to: this server alone.</summary>
internal static class PagePolicy
{
    public static void UsePagePolicy(this WebApplication app) => app.Use(async (context, next) =>
    {
        // The WebSocket's own scheme is named for browsers that do not count it as the same origin.
        context.Response.Headers[HeaderNames.ContentSecurityPolicy] =
            $"default-src 'self'; connect-src 'self' ws://{context.Request.Host}; worker-src blob:; media-src 'self' blob:; " +
            "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        // The page's files change as one works on them.
        context.Response.Headers[HeaderNames.CacheControl] = "no-cache";
        await next(context);
    });
}
