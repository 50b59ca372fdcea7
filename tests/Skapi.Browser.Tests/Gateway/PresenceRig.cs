using Skapi.Browser.Tests.Rig;

namespace Skapi.Browser.Tests.Gateway;

/// <summary>Three groups with one, two and one connections in them.</summary>
public sealed class PresenceRig : IAsyncLifetime
{
    private readonly BrowserRig _rig = new();
    private readonly List<SkapiPage> _pages = [];

    /// <summary>The page that asks; it is in <c>search-a</c>.</summary>
    public SkapiPage Asker => _pages[0];

    /// <summary>The two pages in <c>search-b</c>.</summary>
    public IReadOnlyList<SkapiPage> Pair => [_pages[1], _pages[2]];

    public async Task InitializeAsync()
    {
        await _rig.InitializeAsync();
        foreach (var group in (string[])["search-a", "search-b", "search-b", "search-c"])
            _pages.Add(await _rig.JoinPageAsync(group));
    }

    public Task DisposeAsync() => _rig.DisposeAsync();
}
