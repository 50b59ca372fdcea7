using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Development;
using Skapi.Realtime.Gateway.Redis;

namespace Skapi.Realtime.Gateway.Benchmarks.Servers;

/// <summary>A server process: the gateway, or the SignalR hub that does the same.</summary>
internal static class Server
{
    public const string Service = "ap21benchmark";

    /// <summary>A rate that is checked for every frame and never reached, because a limit that is off would cost nothing.</summary>
    private static readonly RateLimit Unreached = new(1e9, int.MaxValue);

    /// <summary>Runs until the standard input ends. The first line of the output is the address.</summary>
    /// <param name="kind">The kind of server.</param>
    /// <param name="redis">The address of the Redis through which it works with others, or null.</param>
    public static async Task RunAsync(string kind, string? redis)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (kind == "skapi")
        {
            builder.Services.AddSkapiRealtime(Configure);
            if (redis is not null)
                builder.Services.AddSkapiRealtimeRedis(redis);
        }
        else
        {
            var signalR = builder.Services.AddSignalR();
            if (redis is not null)
                signalR.AddStackExchangeRedis(redis);
            builder.Services.AddSingleton<IUserIdProvider, QueryUserIdProvider>();
        }

        await using var app = builder.Build();
        if (kind == "skapi")
        {
            app.MapSkapiRealtime("/realtime");
            app.MapGet("/token/{userId}", (string userId, DevelopmentTokens tokens) => tokens.IssueAccessToken(userId, Service));
        }
        else
        {
            app.MapHub<TwinHub>("/realtime");
        }

        app.MapGet("/memory", () => GC.GetTotalMemory(forceFullCollection: true));
        app.MapGet("/allocated", () => GC.GetTotalAllocatedBytes());
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        await Console.In.ReadToEndAsync();
    }

    private static void Configure(SkapiRealtimeOptions options)
    {
        options.UseDevelopmentKey();
        foreach (var limits in (RateLimits[])[options.RateLimits.Connection, options.RateLimits.User, options.RateLimits.Address])
            limits.Frames = limits.Bytes = limits.Deliveries = Unreached;
        options.RateLimits.Requests = options.RateLimits.Notices = Unreached;
    }
}
