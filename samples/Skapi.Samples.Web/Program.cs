using Skapi.Realtime.Gateway;
using Skapi.Samples.Web;
using Skapi.Samples.Web.Hosting;

if (!CommandLine.TryParse(args, out var options, out var problem))
{
    Console.Error.WriteLine(problem);
    Console.Error.WriteLine(CommandLine.Usage);
    return 2;
}

if (options.Help)
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}

if (ProjectFolder.Find() is not { } folder)
{
    Console.Error.WriteLine("The page's files are not beside this program, nor in a folder above it: start it with ./run.sh serve.");
    return 1;
}

var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = folder, WebRootPath = Path.Combine(folder, "wwwroot") });
builder.Logging.SetMinimumLevel(LogLevel.Warning);
// It warns of the development key, which is what this sample is about.
builder.Logging.AddFilter("Skapi.Realtime.Gateway.Relay.RelayHub", LogLevel.Error);
builder.WebHost.UseUrls($"http://localhost:{options.Port ?? Ports.Choose()}");
builder.Services.AddSkapiRealtime(realtime =>
{
    realtime.UseDevelopmentKey();
    realtime.Services.Add(new SkapiService(Lobby.Service, Lobby.Owner));
});

await using var app = builder.Build();
app.UsePagePolicy();
app.UseDefaultFiles();
app.UseStaticFiles();
app.UsePublishedClient(folder);
app.MapGuestSessions();
app.MapSkapiDiscovery();
app.MapSkapiRealtime();

try
{
    await app.StartAsync();
}
catch (IOException error)
{
    Console.Error.WriteLine($"The server could not start: {error.Message} Choose another port with --port.");
    return 1;
}

Console.WriteLine();
Console.WriteLine($"  Open {app.Urls.First()}");
Console.WriteLine("  Ctrl-C ends it.");
Console.WriteLine();

await app.WaitForShutdownAsync();
return 0;
