using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Relay;

namespace Skapi.Realtime.Gateway.Tests.Relay;

public class ConnectionListTests
{
    [Fact]
    public void A_page_of_a_large_group_costs_what_its_entries_cost()
    {
        const int Members = 100_000;
        var list = new ConnectionList();
        var connection = RelayFixture.Create("c", "alice");
        for (var number = 0; number < Members; number++)
            list.Add(number, connection);
        _ = list.Page(0, ascending: true, 10).Count();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var page = list.Page(Members / 2, ascending: true, 10).ToList();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        page.Count.ShouldBe(10);
        allocated.ShouldBeLessThan(Members, "a copy of the list would need more than eight times that");
    }

    /// <param name="steps">Each adds a connection, or removes one of those that are there.</param>
    [Property(Arbitrary = [typeof(Steps)])]
    public void It_lists_what_was_added_and_not_removed_in_order_and_in_pages(int[] steps)
    {
        var list = new ConnectionList();
        var model = new List<(long Number, Connection Connection)>();
        var number = 0L;
        foreach (var step in steps.Concat(steps).Concat(steps))
        {
            if (step >= 0 || model.Count == 0)
            {
                var added = RelayFixture.Create($"c{number}", "alice");
                number += 1 + Math.Abs(step % 3);
                list.Add(number, added);
                model.Add((number, added));
            }
            else
            {
                var removed = model[-step % model.Count];
                list.Remove(removed.Number);
                model.Remove(removed);
            }
        }

        list.Count.ShouldBe(model.Count);
        var all = new List<Connection>();
        foreach (var connection in list)
            all.Add(connection);
        all.ShouldBe(model.Select(entry => entry.Connection));
        for (var after = 0L; after <= number + 1; after++)
        {
            list.Page(after, ascending: true, 3)
                .ShouldBe(model.Where(entry => entry.Number > after).Take(3).Select(entry => entry.Connection));
            list.Page(after, ascending: false, 3)
                .ShouldBe(model.Where(entry => entry.Number < after).Reverse().Take(3).Select(entry => entry.Connection));
        }

        list.Page(null, ascending: true, 2).ShouldBe(all.Take(2));
        list.Page(null, ascending: false, 2).ShouldBe(all.AsEnumerable().Reverse().Take(2));
    }

    private static class Steps
    {
        public static Arbitrary<int[]> Any() => Gen.Choose(-40, 40).ArrayOf().ToArbitrary();
    }
}
