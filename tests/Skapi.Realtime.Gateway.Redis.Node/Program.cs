using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using Skapi.Realtime.Gateway;
using Skapi.Realtime.Gateway.Redis;
using StackExchange.Redis;

// A gateway as a process of its own, for tests that kill or stop it. Arguments: the address of Redis and the key of the tokens, in base64.
// Prints its address when it is ready, and ends when its input ends.
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddSkapiRealtime(options =>
{
    options.Tokens.SigningKeys.Add(new SymmetricSecurityKey(Convert.FromBase64String(args[1])));
    options.DrainTime = TimeSpan.Zero;
});
builder.Services.AddSkapiRealtimeRedis(options =>
{
    options.Configuration = ConfigurationOptions.Parse(args[0]);
    // A busy machine must not make a lease expire: a test ends the lease of a node that it has killed or paused.
    options.LeaseDuration = TimeSpan.FromMinutes(5);
    options.RenewInterval = TimeSpan.FromMilliseconds(300);
});

var app = builder.Build();
app.MapSkapiRealtime("/realtime");
await app.StartAsync();
Console.WriteLine(app.Urls.Single());
await Console.In.ReadToEndAsync();
await app.StopAsync();
await app.DisposeAsync();
