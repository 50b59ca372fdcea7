using Skapi.Rtc;
using Skapi.Samples.Web.Hosting;

if (!CommandLine.TryParse(args, out var commandLine, out var problem))
    return Fail($"{problem}{Environment.NewLine}{CommandLine.Usage}", exitCode: 2);

if (commandLine.Help)
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}

if (ProjectFolder.Find() is not { } folder)
    return Fail("The files of the page were not found. Start the sample with ./run.sh serve.");

var options = new ServeOptions(folder, commandLine.Port ?? Ports.Choose());
try
{
    await using var app = SampleServer.Create(options);
    await app.StartAsync();
    Console.WriteLine($"""

          Open http://localhost:{options.Port}
          Press Ctrl-C to stop.

        """);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (IOException error)
{
    return Fail($"The server could not start: {error.Message}");
}
catch (SkapiException error)
{
    return Fail($"The .NET peer could not start: {error.Message}");
}

static int Fail(string message, int exitCode = 1)
{
    Console.Error.WriteLine(message);
    return exitCode;
}
