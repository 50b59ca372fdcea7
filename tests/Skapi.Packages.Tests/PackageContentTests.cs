using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using Skapi.Testing;

namespace Skapi.Packages.Tests;

/// <summary>What every package contains, and what it says about itself.</summary>
[Collection(FeedCollection.Name)]
public sealed class PackageContentTests(Feed feed)
{
    private static readonly string[] Ids =
    [
        "Skapi.Protocol", "Skapi.Protocol.Tool", "Skapi.Realtime.Gateway", "Skapi.Realtime.Gateway.Redis", "Skapi.Rtc",
        "Skapi.Rtc.Codecs", "Skapi.Rtc.Engine", "Skapi.Rtc.GStreamer", "Skapi.Rtc.Managed", "Skapi.Rtc.Transport",
    ];

    public static TheoryData<string> Packages => [.. Ids];

    [Fact]
    public void Every_package_is_packed_with_its_symbols()
    {
        var files = Directory.GetFiles(feed.Packages).Select(static path => Path.GetFileName(path)!);

        files.Order(StringComparer.Ordinal).ShouldBe(
            Ids.SelectMany(id => new[] { $"{id}.{feed.Version}.nupkg", $"{id}.{feed.Version}.snupkg" }).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_says_what_it_is(string id)
    {
        using var package = Open(id);
        var metadata = MetadataOf(package, id);

        Value(metadata, "license").ShouldBe("Apache-2.0");
        Value(metadata, "description").ShouldNotBeEmpty();
        Value(metadata, "tags").Split(' ').Length.ShouldBeGreaterThan(2);
        Value(metadata, "projectUrl").ShouldStartWith("https://");
        Value(metadata, "releaseNotes").ShouldEndWith("CHANGELOG.md");
        package.GetEntry(Value(metadata, "icon")).ShouldNotBeNull();
        package.GetEntry(Value(metadata, "readme")).ShouldNotBeNull();
        var repository = metadata.Elements().Single(static element => element.Name.LocalName == "repository");
        repository.Attribute("type")!.Value.ShouldBe("git");
        repository.Attribute("url")!.Value.ShouldStartWith("https://");
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_readme_has_no_link_that_is_broken_outside_the_repository(string id)
    {
        using var package = Open(id);
        using var reader = new StreamReader(package.GetEntry("README.md")!.Open());

        reader.ReadToEnd().ShouldNotMatch(@"\]\((?!https://)");
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_depends_on_the_others_in_its_own_version(string id)
    {
        using var package = Open(id);

        MetadataOf(package, id).Descendants()
            .Where(static element => element.Name.LocalName == "dependency")
            .Where(static element => element.Attribute("id")!.Value.StartsWith("Skapi.", StringComparison.Ordinal))
            .ShouldAllBe(element => element.Attribute("version")!.Value.Trim('[', ']') == feed.Version);
    }

    [Fact]
    public void The_package_for_several_gateways_works_with_the_gateway_of_its_own_version_only()
    {
        using var package = Open("Skapi.Realtime.Gateway.Redis");

        MetadataOf(package, "Skapi.Realtime.Gateway.Redis").Descendants()
            .Single(static element => element.Attribute("id")?.Value == "Skapi.Realtime.Gateway")
            .Attribute("version")!.Value.ShouldBe($"[{feed.Version}]");
    }

    [Fact]
    public void The_generator_is_inside_the_package_of_the_runtime()
    {
        using var package = Open("Skapi.Protocol");

        package.GetEntry("analyzers/dotnet/cs/Skapi.Protocol.Generators.dll").ShouldNotBeNull();
    }

    /// <summary>The clone that the tests run in may have no remote, and the repository may not have a public address yet.</summary>
    [Fact]
    public async Task A_debugger_finds_the_sources_once_the_repository_has_an_address()
    {
        var (exitCode, output) = await feed.RunAsync(
            "dotnet",
            "msbuild src/Skapi.Rtc.Transport -t:InitializeSourceControlInformation,_InitializeGitHubSourceLinkUrl "
                + "-getItem:SourceRoot -p:SkapiRepositoryUrl=https://github.com/owner/name",
            Repository.PathOf("."));

        exitCode.ShouldBe(0, output);
        using var document = JsonDocument.Parse(output);
        document.RootElement.GetProperty("Items").GetProperty("SourceRoot").EnumerateArray()
            .Select(static root => root.TryGetProperty("SourceLinkUrl", out var url) ? url.GetString()! : "")
            .ShouldContain(static url => url.StartsWith("https://raw.githubusercontent.com/owner/name/", StringComparison.Ordinal));
    }

    private ZipArchive Open(string id) => ZipFile.OpenRead(Path.Combine(feed.Packages, $"{id}.{feed.Version}.nupkg"));

    private static XElement MetadataOf(ZipArchive package, string id)
    {
        using var file = package.GetEntry($"{id}.nuspec")!.Open();
        return XDocument.Load(file).Root!.Elements().Single();
    }

    private static string Value(XElement metadata, string name) =>
        metadata.Elements().Single(element => element.Name.LocalName == name).Value;
}
