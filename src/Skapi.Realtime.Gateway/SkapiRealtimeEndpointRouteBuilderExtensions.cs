using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Diagnostics;
using Skapi.Realtime.Gateway.Discovery;
using Skapi.Realtime.Gateway.Hosting;
using Skapi.Realtime.Gateway.Http;
using Skapi.Realtime.Gateway.Presence;
using Skapi.Realtime.Gateway.Turn;

namespace Skapi.Realtime.Gateway;

/// <summary>Maps the endpoints of the gateway in an app.</summary>
public static class SkapiRealtimeEndpointRouteBuilderExtensions
{
    private const string ContentMeta = "Content-Meta";

    /// <summary>
    /// Maps the WebSocket endpoint at a path, and below it <c>POST get-ws-group</c> and, if <see cref="SkapiRealtimeOptions.Turn"/> names
    /// servers, <c>GET ice-servers</c>.
    /// </summary>
    /// <param name="endpoints">The app.</param>
    /// <param name="pattern">The path, without parameters.</param>
    /// <returns>Conventions for these endpoints.</returns>
    /// <exception cref="InvalidOperationException">
    /// <see cref="SkapiRealtimeServiceCollectionExtensions.AddSkapiRealtime"/> was not called.
    /// </exception>
    public static IEndpointConventionBuilder MapSkapiRealtime(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern = "/realtime")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        var services = endpoints.ServiceProvider;
        var realtime = Required<RealtimeEndpoint>(services);
        var presence = Required<PresenceEndpoint>(services);
        if (Options(services).DevelopmentKey is not null)
            services.GetRequiredService<ILogger<SkapiRealtimeOptions>>().DevelopmentKeyInUse();

        var writeToSockets = Options(services).WriteToSockets;
        var group = endpoints.MapGroup(pattern);
        group.Map("", Pipeline(endpoints, app => app.Use(PrepareUpgrade).UseWebSockets(), realtime.HandleAsync))
            .WithMetadata(new RealtimeEndpointMetadata())
            .WithDisplayName("Skapi realtime");
        group.MapMethods(
            "/get-ws-group", [HttpMethods.Post, HttpMethods.Options], CrossOrigin(endpoints, HttpMethods.Post, presence.HandleAsync))
            .WithDisplayName("Skapi get-ws-group");
        if (Options(services).Turn is { Urls.Count: > 0 } or { StunUrls.Count: > 0 })
        {
            var iceServers = Required<IceServersEndpoint>(services);
            group.MapMethods(
                "/ice-servers", [HttpMethods.Get, HttpMethods.Options], CrossOrigin(endpoints, HttpMethods.Get, iceServers.HandleAsync))
                .WithDisplayName("Skapi ice-servers");
        }

        return group;

        Task PrepareUpgrade(HttpContext context, RequestDelegate next)
        {
            FrameUpgrade.Prepare(context, writeToSockets);
            return next(context);
        }
    }

    /// <summary>
    /// Maps the documents with which the published client finds its endpoints: <c>{region}/admin-v1.json</c>,
    /// <c>{region}/record-v1.json</c> and <c>service</c>. They contain the host of the request and the path of
    /// <see cref="MapSkapiRealtime"/>.
    /// </summary>
    /// <param name="endpoints">The app.</param>
    /// <param name="pattern">The path above the documents, without parameters.</param>
    /// <returns>Conventions for the three endpoints.</returns>
    /// <exception cref="InvalidOperationException">
    /// <see cref="SkapiRealtimeServiceCollectionExtensions.AddSkapiRealtime"/> was not called.
    /// </exception>
    public static IEndpointConventionBuilder MapSkapiDiscovery(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern = "/")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        var discovery = Required<DiscoveryEndpoints>(endpoints.ServiceProvider);
        var group = endpoints.MapGroup(pattern);
        Map("/{region}/admin-v1.json", discovery.AnswerAdminAsync);
        Map("/{region}/record-v1.json", discovery.AnswerRecordAsync);
        Map("/service", discovery.AnswerServiceAsync);
        return group;

        void Map(string path, RequestDelegate handler) =>
            group.MapMethods(path, [HttpMethods.Get, HttpMethods.Options], CrossOrigin(endpoints, HttpMethods.Get, handler))
                .WithDisplayName($"Skapi discovery {path}");
    }

    private static RequestDelegate CrossOrigin(IEndpointRouteBuilder endpoints, string method, RequestDelegate handler)
    {
        var origins = Options(endpoints.ServiceProvider).AllowedOrigins;
        var policy = new CorsPolicyBuilder()
            .WithMethods(method)
            .WithHeaders(HeaderNames.Authorization, HeaderNames.ContentType, ContentMeta)
            .SetPreflightMaxAge(TimeSpan.FromMinutes(10));
        _ = origins.Count == 0 ? policy.AllowAnyOrigin() : policy.WithOrigins([.. origins]);
        var built = policy.Build();
        var cors = Required<ICorsService>(endpoints.ServiceProvider);
        return async context =>
        {
            cors.ApplyResult(cors.EvaluatePolicy(context, built), context.Response);
            if (HttpMethods.IsOptions(context.Request.Method))
                context.Response.StatusCode = StatusCodes.Status204NoContent;
            else
                await handler(context).ConfigureAwait(false);
        };
    }

    private static RequestDelegate Pipeline(
        IEndpointRouteBuilder endpoints, Action<IApplicationBuilder> middleware, RequestDelegate handler)
    {
        var app = endpoints.CreateApplicationBuilder();
        middleware(app);
        app.Run(handler);
        return app.Build();
    }

    private static SkapiRealtimeOptions Options(IServiceProvider services) =>
        services.GetRequiredService<IOptions<SkapiRealtimeOptions>>().Value;

    private static T Required<T>(IServiceProvider services)
        where T : notnull =>
        services.GetService<T>()
            ?? throw new InvalidOperationException("The gateway is not registered. Call builder.Services.AddSkapiRealtime(…).");
}
