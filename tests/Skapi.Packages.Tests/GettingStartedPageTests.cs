using System.Globalization;
using System.Net;
using System.Net.Sockets;

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
    private static readonly Guide Page = new("docs/getting-started.md", ("5080", FreePort()));

    [Fact]
    public Task A_call_in_one_program_connects() => FollowAsync("call", GetThePackages, MakeACall);

    [Fact]
    public Task Two_programs_chat_over_a_gateway_of_their_own() => FollowAsync("chat", MakeACall, RunAGateway, UseDependencyInjection);

    [Fact]
    public Task An_app_is_tested_without_a_network_and_without_waiting() => FollowAsync("test", MakeACall, TestYourApp);

    public void Dispose() => feed.StopAll();

    private async Task FollowAsync(string name, params int[] sections)
    {
        var folder = feed.CreateApp($"getting-started-{name}");
        foreach (var section in sections)
            await Page.FollowAsync(section, feed, folder);
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
