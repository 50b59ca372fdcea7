using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.Presence;
using Skapi.Realtime.Gateway.Relay;

namespace Skapi.Realtime.Gateway.Tests.Presence;

public class GroupSearchTests
{
    private static readonly GroupSize[] Groups = [new("a", 3), new("b", 1), new("c", 2), new("d", 2)];

    [Theory]
    [InlineData(">", "gt", "cd")]
    [InlineData(">=", "gte", "bcd")]
    [InlineData("=", "eq", "b")]
    [InlineData("<", "lt", "a")]
    [InlineData("<=", "lte", "ab")]
    [InlineData("!=", "ne", "acd")]
    public void Names_compare_by_each_sign_and_word(string sign, string word, string found)
    {
        Find(new() { Service = "", Owner = "", Value = RawJson.FromString("b"), Condition = SearchCondition.From(sign) }).ShouldBe(found);
        Find(new() { Service = "", Owner = "", Value = RawJson.FromString("b"), Condition = SearchCondition.From(word) }).ShouldBe(found);
    }

    [Theory]
    [InlineData(">", "gt", "a")]
    [InlineData(">=", "gte", "acd")]
    [InlineData("=", "eq", "cd")]
    [InlineData("<", "lt", "b")]
    [InlineData("<=", "lte", "bcd")]
    [InlineData("!=", "ne", "ab")]
    public void Numbers_compare_by_each_sign_and_word(string sign, string word, string found)
    {
        foreach (var condition in (string[])[sign, word])
        {
            Find(new()
            {
                Service = "",
                Owner = "",
                SearchFor = GroupSearchField.NumberOfUsers,
                Value = RawJson.Parse("2"),
                Condition = SearchCondition.From(condition),
            }).ShouldBe(found);
        }
    }

    [Theory]
    [InlineData("1", "2", "bcd")]
    [InlineData("2", "2", "cd")]
    [InlineData("1.5", "1e1", "acd")]
    [InlineData("-5", "0", "")]
    public void A_range_of_numbers_includes_both_ends(string value, string range, string found) => Find(new()
    {
        Service = "",
        Owner = "",
        SearchFor = GroupSearchField.NumberOfUsers,
        Value = RawJson.Parse(value),
        Range = RawJson.Parse(range),
    }).ShouldBe(found);

    [Fact]
    public void A_range_of_names_stands_instead_of_a_condition() => Find(new()
    {
        Service = "",
        Owner = "",
        Value = RawJson.FromString("b"),
        Range = RawJson.FromString("c"),
        Condition = SearchCondition.NotEqual,
    }).ShouldBe("bc");

    [Fact]
    public void Without_anything_every_group_is_found() => Find(new() { Service = "", Owner = "" }).ShouldBe("abcd");

    [Fact]
    public void Without_a_number_every_group_is_found() =>
        Find(new() { Service = "", Owner = "", SearchFor = GroupSearchField.NumberOfUsers }).ShouldBe("abcd");

    [Fact]
    public void Names_are_ordered_by_unit_and_not_by_language()
    {
        var search = GroupSearch.From(new() { Service = "", Owner = "" });

        new[] { "ä", "b", "B", "a", "É" }.Select(name => new GroupSize(name, 1)).Order(search).Select(group => group.Name)
            .ShouldBe(["B", "a", "b", "É", "ä"]);
    }

    [Fact]
    public void Numbers_are_ordered_and_names_within_them()
    {
        var search = GroupSearch.From(new() { Service = "", Owner = "", SearchFor = GroupSearchField.NumberOfUsers });

        Groups.Order(search).Select(group => group.Name).ShouldBe(["b", "c", "d", "a"]);
    }

    private static string Find(GroupsRequest request) =>
        string.Concat(Groups.Where(GroupSearch.From(request).Matches).Select(group => group.Name));
}
