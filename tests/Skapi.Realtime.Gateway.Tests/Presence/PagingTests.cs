using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.Presence;
using Skapi.Realtime.Gateway.Relay;

namespace Skapi.Realtime.Gateway.Tests.Presence;

public class PagingTests
{
    private const int MaxLimit = 1000;

    [Property(Arbitrary = [typeof(Listing)])]
    public void Pages_hold_every_entry_once_and_in_order(Listing listing)
    {
        var entries = listing.Groups.Select(group => new GroupSize(group.Key, group.Value)).ToList();
        var field = listing.IsByNumber ? GroupSearchField.NumberOfUsers : GroupSearchField.Group;
        var order = GroupSearch.From(new() { Service = "", Owner = "", SearchFor = field });
        var seen = new List<GroupSize>();
        var key = RawJson.FromString("start");
        while (key != Paging.End)
        {
            var (page, next) = Paging.From((uint)listing.Limit, key, listing.IsUpward, MaxLimit).Cut(entries, order);
            page.Count.ShouldBeInRange(entries.Count == 0 ? 0 : 1, listing.Limit);
            seen.AddRange(page);
            key = next;
        }

        seen.ShouldBe(listing.IsUpward ? entries.Order(order) : entries.OrderDescending(order));
    }

    [Fact]
    public void An_entry_that_left_between_two_pages_does_not_upset_the_second()
    {
        List<Member> members = [new("u", "1", 10), new("u", "2", 20), new("u", "3", 30), new("u", "4", 40)];
        var (_, key) = Paging.From(2, null, null, MaxLimit).Cut(members, JoinOrder.Instance);
        members.RemoveAt(1);

        var (page, next) = Paging.From(2, key, null, MaxLimit).Cut(members, JoinOrder.Instance);

        page.Select(member => member.Cid).ShouldBe(["3", "4"]);
        next.ShouldBe(Paging.End);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"start\"")]
    public void A_list_begins_without_a_key_or_with_start(string? key) =>
        Paging.From(null, key is null ? null : RawJson.Parse(key), null, MaxLimit)
            .Cut([new Member("u", "1", 1)], JoinOrder.Instance)
            .Entries.ShouldHaveSingleItem();

    [Fact]
    public void A_key_is_an_object_since_the_published_client_takes_no_other_back() =>
        Paging.From(1, null, null, MaxLimit).Cut([new Member("u", "1", 1), new Member("u", "2", 2)], JoinOrder.Instance).StartKey.ToString()
            .ShouldBe("""{"after":"joined:1"}""");

    [Fact]
    public void Nothing_follows_the_end() =>
        Paging.From(null, Paging.End, null, MaxLimit).Cut([new Member("u", "1", 1)], JoinOrder.Instance).Entries.ShouldBeEmpty();

    [Theory]
    [InlineData("""{"after":"joined:"}""")]
    [InlineData("""{"after":"joined:-1"}""")]
    [InlineData("""{"after":"joined:1 "}""")]
    [InlineData("""{"after":"group:a"}""")]
    [InlineData("""{"after":"\ud800"}""")]
    [InlineData("""{"after":1}""")]
    [InlineData("""{"a":1}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"joined:1\"")]
    public void A_key_of_another_list_is_refused(string key) =>
        Should.Throw<InvalidQueryException>(
            () => Paging.From(null, RawJson.Parse(key), null, MaxLimit).Cut([new Member("u", "1", 1)], JoinOrder.Instance));

    [Theory]
    [InlineData(0u)]
    [InlineData(1001u)]
    [InlineData(uint.MaxValue)]
    public void A_limit_out_of_bounds_is_refused(uint limit) =>
        Should.Throw<InvalidQueryException>(() => Paging.From(limit, null, null, MaxLimit));

    /// <summary>Groups with their numbers of users, and how they are listed.</summary>
    public sealed record Listing(IReadOnlyDictionary<string, int> Groups, int Limit, bool IsUpward, bool IsByNumber)
    {
        public static Arbitrary<Listing> Any()
        {
            var groups = Gen.Elements("a", "b", ":", "end", "group:", "€", "😀", "%").NonEmptyListOf().Select(string.Concat)
                .Zip(Gen.Choose(1, 4))
                .ListOf()
                .Select(list => list.DistinctBy(group => group.Item1).ToDictionary(group => group.Item1, group => group.Item2));
            var all = from given in groups
                      from limit in Gen.Choose(1, 5)
                      from upward in Gen.Elements(true, false)
                      from byNumber in Gen.Elements(true, false)
                      select new Listing(given, limit, upward, byNumber);
            return all.ToArbitrary();
        }
    }
}
