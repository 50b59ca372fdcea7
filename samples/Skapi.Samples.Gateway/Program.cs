using Microsoft.AspNetCore.HttpOverrides;
using Skapi.Realtime.Gateway;
using Skapi.Realtime.Gateway.Development;
using Skapi.Realtime.Gateway.Redis;

var builder = WebApplication.CreateBuilder(args);
var settings = builder.Configuration.GetSection("SkapiRealtime");
var trustsDevelopmentKey = settings.GetValue<bool>("UseDevelopmentKey");
builder.Services.AddSkapiRealtime(options =>
{
    settings.Bind(options);
    if (trustsDevelopmentKey)
        options.UseDevelopmentKey();
});
if (settings.GetValue<string>("Redis") is { Length: > 0 } redis)
    builder.Services.AddSkapiRealtimeRedis(redis);
builder.Services.AddHealthChecks().AddSkapiRealtime();
builder.Services.Configure<ForwardedHeadersOptions>(options =>
{
    // The address of a client is what its rate limits are counted by. Only the proxies that are named here may tell it.
    options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
    foreach (var network in builder.Configuration.GetSection("Proxies").Get<string[]>() ?? [])
        options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
});

var app = builder.Build();
app.UseForwardedHeaders();
app.MapSkapiRealtime("/realtime");
app.MapSkapiDiscovery();
// Alive: the process answers. Ready: it accepts connections.
app.MapHealthChecks("/health/live", new() { Predicate = static _ => false });
app.MapHealthChecks("/health/ready");
if (trustsDevelopmentKey)
    app.MapGet("/tokens/{userId}", IssueTokens);
app.Run();

// Whoever can reach this endpoint can act as any user, so it exists with the development key only.
static IResult IssueTokens(string userId, string service, string owner, DevelopmentTokens tokens) => Results.Ok(new
{
    AccessToken = tokens.IssueAccessToken(userId, service, owner),
    IdToken = tokens.IssueIdToken(userId, service, owner),
});
