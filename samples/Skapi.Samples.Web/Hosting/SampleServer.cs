using Microsoft.Extensions.Logging.Console;
using Skapi.Realtime.Gateway;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Samples.Web.Peer;

namespace Skapi.Samples.Web.Hosting;

/// <summary>The gateway, the page and the .NET peer in one server.</summary>
internal static class SampleServer
{
    public static WebApplication Create(ServeOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = options.Folder,
            WebRootPath = Path.Combine(options.Folder, "wwwroot"),
        });
        builder.WebHost.UseUrls($"http://localhost:{options.Port}");
        ConfigureLogging(builder.Logging);
        builder.Services.AddSkapiRealtime(realtime =>
        {
            realtime.UseDevelopmentKey();
            realtime.Services.Add(new SkapiService(Lobby.Service, Lobby.Owner));
        });
        builder.Services.AddSingleton(options);
        builder.Services.AddHostedService<AnsweringPeerService>();

        var app = builder.Build();
        app.UsePagePolicy();
        app.UseDefaultFiles();
        app.UseStaticFiles();
        app.UsePublishedClient(options.Folder);
        app.MapGuestSessions();
        app.MapSkapiDiscovery();
        app.MapSkapiRealtime();
        return app;
    }

    private static void ConfigureLogging(ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.ColorBehavior = LoggerColorBehavior.Default;
        });
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("Peer", LogLevel.Information);
        // It logs a warning for each page that is closed before the channels of its call are closed.
        logging.AddFilter("Skapi.Rtc.GStreamer", LogLevel.Error);
        // It logs a warning about the development key, which this sample uses on purpose.
        logging.AddFilter(typeof(SkapiRealtimeOptions).FullName, LogLevel.Error);
    }
}
