using System.Diagnostics;
using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.Generators.Tests.Packaging;

/// <summary>The package as an app of one's own uses it: outside the repository, restored from a folder.</summary>
public sealed class PackageTests : IDisposable
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("skapi-package-").FullName;

    [Fact]
    public async Task An_app_gets_types_from_its_schemas_and_errors_at_their_lines()
    {
        await PackAsync();
        WriteApp();

        // A schema and a line of C# are enough.
        Write("protocol/greeting.json", """{ "properties": { "text": { "type": "string" } } }""");
        Write("Program.cs", """System.Console.WriteLine(Skapi.Protocol.Json.JsonCodec.EncodeToString(new App.Greeting { Text = "hello" }));""");
        (await RunAsync("run")).Output.ShouldContain("""{"text":"hello"}""");

        // The next build has what the schema has since.
        Write("protocol/greeting.json", """{ "properties": { "text": { "type": "string" }, "mood": { "enum": ["fine"] } } }""");
        Write("Program.cs", """System.Console.WriteLine(Skapi.Protocol.Json.JsonCodec.EncodeToString(new App.Greeting { Text = "hello", Mood = App.GreetingMood.Fine }));""");
        (await RunAsync("run")).Output.ShouldContain("""{"text":"hello","mood":"fine"}""");

        // A broken schema fails at its line and column.
        Write("protocol/greeting.json", "{\n  \"properties\": {\n    \"text\": { \"type\": \"strng\" }\n  }\n}");
        var (exitCode, output) = await RunAsync("build");
        exitCode.ShouldNotBe(0);
        output.ShouldContain("greeting.json(3,23): error SKP0108");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task PackAsync()
    {
        var project = Repository.PathOf("src/Skapi.Protocol/Skapi.Protocol.csproj");
        var (exitCode, output) = await RunAsync("pack", project, "--no-build", "-c", Configuration, "-o", Path.Combine(_folder, "feed"));
        exitCode.ShouldBe(0, output);
    }

    private void WriteApp()
    {
        // The SDK's own trimming analyzer is a package too; it is taken from where this machine has it already.
        var installed = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Write("nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="feed" value="feed" /></packageSources>
              <fallbackPackageFolders><clear /><add key="installed" value="{installed}" /></fallbackPackageFolders>
            </configuration>
            """);
        Write("App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <IsAotCompatible>true</IsAotCompatible>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Skapi.Protocol" Version="0.1.0" />
                <SkapiProtocol Include="protocol/**/*.json" />
              </ItemGroup>
            </Project>
            """);
    }

    private void Write(string path, string text)
    {
        path = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };

        // A cache of its own, so that no package of an earlier run stands in for this one.
        start.Environment["NUGET_PACKAGES"] = Path.Combine(_folder, "packages");
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        using var process = Process.Start(start)!;
        using var guard = new CancellationTokenSource(HangGuard);
        var output = process.StandardOutput.ReadToEndAsync(guard.Token);
        var error = process.StandardError.ReadToEndAsync(guard.Token);
        try
        {
            await process.WaitForExitAsync(guard.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, await output + await error);
    }
}
