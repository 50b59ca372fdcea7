using Xunit.Abstractions;

namespace Skapi.Packages.Tests;

/// <summary>The package Skapi.Rtc: a client needs no transport with it, also where the app is trimmed or compiled ahead of time.</summary>
[Collection(FeedCollection.Name)]
public sealed class DefaultPackageTests(Feed feed, ITestOutputHelper log)
{
    private const int MakeACall = 2;

    private static readonly Guide Page = new("docs/getting-started.md");

    [Theory]
    [InlineData("aot", "-p:PublishAot=true", "Generating native code")]
    [InlineData("trimmed", "-p:PublishTrimmed=true --self-contained", "Optimizing assemblies for size")]
    public async Task The_shortest_program_makes_its_call_when_it_is_published(string name, string options, string says)
    {
        var app = feed.CreateApp($"default-{name}");
        foreach (var file in Page.StepsOf(MakeACall).OfType<GuideStep.File>())
            Guide.Write(app, file);

        var (exitCode, printed) = await feed.RunAsync($"dotnet publish hello {options} -o published", app);
        if (exitCode != 0 && Publishing.IsMissing(printed))
        {
            log.WriteLine($"NOT PUBLISHED: no compiler on this machine. Only the SDK's analyzers have checked the code.\n{printed}");
            (exitCode, printed) = await feed.RunAsync("dotnet build hello -p:IsAotCompatible=true", app);
            exitCode.ShouldBe(0, printed);
            printed.ShouldNotContain("warning ", customMessage: printed);
            return;
        }

        exitCode.ShouldBe(0, printed);
        printed.ShouldContain(says);
        printed.ShouldNotContain("warning ", customMessage: printed);
        var output = Page.StepsOf(MakeACall).OfType<GuideStep.Output>().ShouldHaveSingleItem().Text;
        (await feed.RunAsync(Path.Combine(app, "published", "Hello"), "", app)).ShouldBe((0, output + Environment.NewLine));
    }

    [Fact]
    public async Task Without_the_package_the_error_names_it()
    {
        var app = feed.CreateApp("default-missing");
        foreach (var file in Page.StepsOf(MakeACall).OfType<GuideStep.File>())
            Guide.Write(app, file with { Text = file.Text.Replace("\"Skapi.Rtc\"", "\"Skapi.Rtc.Engine\"", StringComparison.Ordinal) });

        var (exitCode, printed) = await feed.RunAsync("dotnet run --project hello", app);

        exitCode.ShouldNotBe(0);
        printed.ShouldContain("System.InvalidOperationException: A SkapiClient needs a WebRTC transport");
        printed.ShouldContain("dotnet add package Skapi.Rtc)");
    }
}
