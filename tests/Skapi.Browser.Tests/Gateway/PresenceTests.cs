using System.Text.Json;

namespace Skapi.Browser.Tests.Gateway;

/// <summary>The published client asks who is connected.</summary>
public sealed class PresenceTests(PresenceRig rig) : IClassFixture<PresenceRig>
{
    [Fact]
    public async Task The_users_of_a_group_are_listed()
    {
        var users = await rig.Asker.AskAsync("users", new { group = "search-b" });

        Cids(users).ShouldBe(rig.Pair.Select(page => page.Cid), ignoreOrder: true);
    }

    [Fact]
    public async Task One_users_connections_are_listed()
    {
        var wanted = rig.Pair[1];

        var users = await rig.Asker.AskAsync("users", new { group = "search-b", user_id = wanted.UserId });

        Cids(users).ShouldBe([wanted.Cid]);
        users.GetProperty("list")[0].GetProperty("user_id").GetString().ShouldBe(wanted.UserId);
    }

    [Fact]
    public async Task A_limited_answer_is_continued()
    {
        var parameters = new { searchFor = "group", value = "search-a", condition = ">=" };

        var first = await GroupsAsync(parameters, new { limit = 2 });
        var rest = await GroupsAsync(parameters, new { limit = 2, fetchMore = true });

        Names(first).ShouldBe(["search-a", "search-b"]);
        Names(rest).ShouldBe(["search-c"]);
    }

    [Fact]
    public async Task The_app_may_hand_the_start_key_back_itself()
    {
        var parameters = new { searchFor = "group", value = "search-a", condition = ">=" };
        var first = await GroupsAsync(parameters, new { limit = 2 });

        Names(await GroupsAsync(parameters, new { limit = 2, startKey = first.GetProperty("startKey") })).ShouldBe(["search-c"]);
        Names(await GroupsAsync(parameters, new { limit = 2, startKey = "start" })).ShouldBe(["search-a", "search-b"]);
    }

    [Theory]
    [InlineData("""{"searchFor":"group","value":"search-b","condition":"="}""", new[] { "search-b" })]
    [InlineData("""{"searchFor":"group","value":"search-b"}""", new[] { "search-b" })]
    [InlineData("""{"searchFor":"group","value":"search-a","range":"search-b"}""", new[] { "search-a", "search-b" })]
    [InlineData("""{"searchFor":"group","value":"search-b","condition":">"}""", new[] { "search-c" })]
    [InlineData("""{"searchFor":"group","value":"search-b","condition":"<="}""", new[] { "search-a", "search-b" })]
    [InlineData("""{"searchFor":"group","value":"search-b","condition":"ne"}""", new[] { "search-a", "search-c" })]
    [InlineData("""{"searchFor":"number_of_users","value":2,"condition":">="}""", new[] { "search-b" })]
    [InlineData("""{"searchFor":"number_of_users","value":2,"condition":"lt"}""", new[] { "search-a", "search-c" })]
    [InlineData("null", new[] { "search-a", "search-b", "search-c" })]
    public async Task Groups_are_found_by_name_and_by_size(string parameters, string[] expected)
    {
        var groups = await GroupsAsync(JsonSerializer.Deserialize<JsonElement>(parameters), new { });

        Names(groups).ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public async Task A_group_is_listed_with_its_size()
    {
        var groups = await GroupsAsync(new { searchFor = "group", value = "search-b", condition = "=" }, new { });

        groups.GetProperty("list")[0].GetProperty("number_of_users").GetInt32().ShouldBe(2);
    }

    private Task<JsonElement> GroupsAsync(object parameters, object options) =>
        rig.Asker.AskAsync("groups", new { @params = parameters, options });

    private static IEnumerable<string> Names(JsonElement groups) =>
        groups.GetProperty("list").EnumerateArray().Select(item => item.GetProperty("group").GetString()!);

    private static IEnumerable<string> Cids(JsonElement users) =>
        users.GetProperty("list").EnumerateArray().Select(item => item.GetProperty("cid").GetString()!);
}
