using System.Globalization;
using Skapi.Testing;

namespace Skapi.Packages.Tests;

/// <summary>Follows docs/getting-started.md in a folder outside the repository, with the packed packages.</summary>
[Collection(FeedCollection.Name)]
public sealed class GettingStartedPageTests(Feed feed) : IDisposable
{
    private const int GetThePackages = 1;
    private const int MakeACall = 2;
    private const int RunAGateway = 3;
    private const int UseDependencyInjection = 4;
    private const int TestYourApp = 5;

    // The page's port may be taken.
    private static readonly Guide Page = new("docs/getting-started.md", ("5080", FreePort.Find().ToString(CultureInfo.InvariantCulture)));

    [Fact]
    public async Task A_call_in_one_program_connects()
    {
        var folder = feed.CreateApp("getting-started-call");

        await Page.FollowAsync(GetThePackages, feed, folder);
        await Page.FollowAsync(MakeACall, feed, folder);
    }

    [Fact]
    public async Task Two_programs_chat_over_a_gateway_of_their_own()
    {
        var folder = CreateAppWithFeed("getting-started-chat");

        await Page.FollowAsync(RunAGateway, feed, folder);
        await Page.FollowAsync(UseDependencyInjection, feed, folder);
    }

    [Fact]
    public async Task An_app_is_tested_without_a_network_and_without_waiting() =>
        await Page.FollowAsync(TestYourApp, feed, CreateAppWithFeed("getting-started-test"));

    public void Dispose() => feed.StopAll();

    /// <summary>A folder with the files of the section that names the feed.</summary>
    private string CreateAppWithFeed(string name)
    {
        var folder = feed.CreateApp(name);
        foreach (var file in Page.StepsOf(MakeACall).OfType<GuideStep.File>())
            Guide.Write(folder, file);
        return folder;
    }
}
