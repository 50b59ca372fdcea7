using Xunit.Abstractions;

namespace Skapi.Packages.Tests;

/// <summary>Follows docs/extending.md in a folder outside the repository, with the packed packages.</summary>
[Collection(FeedCollection.Name)]
public sealed class ExtendingPageTests(Feed feed, ITestOutputHelper log)
{
    private const int GetThePackage = 1;
    private const int MakeAnApp = 2;
    private const int DescribeAMessage = 3;
    private const int ChangeIt = 4;
    private const int MakeAMistake = 5;
    private const int KeepWhatHasShipped = 6;
    private const int Publish = 7;
    private const int RelayMessages = 8;

    private const string Shape =
        """
        {
          "discriminator": "kind",
          "mapping": { "dot": { "properties": { "at": { "elements": { "type": "float64" } } } } }
        }
        """;

    private const string Door =
        """
        { "id": "door", "initial": "open", "states": { "open": { "after": { "10": "shut" } }, "shut": { "type": "final" } } }
        """;

    private static readonly Guide Page = new("docs/extending.md");

    [Fact]
    public async Task An_app_gets_types_from_its_schemas_and_errors_at_their_lines()
    {
        var app = feed.CreateApp("types");

        foreach (var section in new[] { GetThePackage, MakeAnApp, DescribeAMessage, ChangeIt, MakeAMistake })
            await Page.FollowAsync(section, feed, app);
    }

    [Fact]
    public async Task The_tool_locks_what_has_shipped_and_the_build_keeps_it()
    {
        var app = feed.CreateApp("lock");

        foreach (var section in new[] { MakeAnApp, ChangeIt, KeepWhatHasShipped })
            await Page.FollowAsync(section, feed, app);
    }

    [Fact]
    public async Task An_app_relays_messages_without_losing_members_or_digits()
    {
        var app = feed.CreateApp("relay");

        foreach (var section in new[] { MakeAnApp, RelayMessages })
            await Page.FollowAsync(section, feed, app);
    }

    [Fact]
    public async Task An_app_that_is_compiled_ahead_of_time_has_no_warning_and_runs()
    {
        var app = feed.CreateApp("publish");
        foreach (var step in new[] { MakeAnApp, ChangeIt, Publish }.SelectMany(Page.StepsOf).OfType<GuideStep.File>())
            Guide.Write(app, step);
        Guide.Write(app, new("protocol/shape.json", Shape));
        Guide.Write(app, new("protocol/door.statechart.json", Door));

        Guide.Write(app, new("Directory.Build.targets", KeepWhole()));

        var command = Page.StepsOf(Publish).OfType<GuideStep.Command>().ShouldHaveSingleItem().Line;
        var (exitCode, printed) = await feed.RunAsync(command, app);
        if (exitCode != 0 && Publishing.IsMissing(printed))
        {
            log.WriteLine($"NOT PUBLISHED: no compiler on this machine. Only the SDK's analyzers have checked the code.\n{printed}");
            (exitCode, printed) = await feed.RunAsync("dotnet build -p:IsAotCompatible=true", app);
            exitCode.ShouldBe(0, printed);
            printed.ShouldNotContain("warning ", customMessage: printed);
            return;
        }

        exitCode.ShouldBe(0, printed);
        printed.ShouldContain("Generating native code");
        printed.ShouldNotContain("warning ", customMessage: printed);
        var published = await feed.RunAsync(Path.Combine(app, "published", "App"), "", app);
        published.ShouldBe((0, """{"text":"hello","mood":"fine"}""" + Environment.NewLine));
    }

    /// <summary>
    /// Adds the engine to the app, and keeps its assemblies whole, Stateless included: the analysis then sees every member and not only
    /// those that this app calls.
    /// </summary>
    private string KeepWhole() =>
        $"""
        <Project>
          <ItemGroup>
            <PackageReference Include="Skapi.Rtc" Version="{feed.Version}" />
            <TrimmerRootAssembly Include="App;Skapi.Protocol;Skapi.Rtc.Transport;Skapi.Rtc.Engine;Stateless" />
            <TrimmerRootAssembly Include="Skapi.Rtc.Managed;Skapi.Rtc.Codecs;Skapi.Rtc" />
          </ItemGroup>
        </Project>
        """;
}
