using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Tests.Nodes;

namespace Skapi.Realtime.Gateway.Tests.Relay;

/// <summary>Random lives of a few connections, beside a model that knows no more than who is in which group.</summary>
public class RelayModelTests
{
    private const int Seats = 5;

    private static readonly string?[] Groups = [null, "G1", "G2"];

    [Property(Arbitrary = [typeof(Step)])]
    public void Everyone_hears_what_happens_in_its_group_and_nothing_else(Step[] steps) => Live(new StateFixture(), steps);

    [Property(Arbitrary = [typeof(Step)])]
    public void Over_nodes_everyone_hears_the_same(Step[] steps) => Live(new NodesFixture(), steps);

    private static void Live(RelayFixture relay, Step[] steps)
    {
        var seats = new Connection?[Seats];
        var names = new string[Seats];
        var model = new string?[Seats];
        var opened = 0;
        foreach (var (seat, act, room) in steps)
        {
            if (seats[seat] is not { } connection)
            {
                names[seat] = $"c{opened++}";
                seats[seat] = relay.Open(names[seat], $"user {seat % 3}");
                continue;
            }

            var old = model[seat];
            var others = Enumerable.Range(0, Seats)
                .Where(other => other != seat && old is not null && model[other] == old)
                .Select(other => names[other])
                .ToList();
            switch (act)
            {
                case 0:
                    Heard(relay.Close(connection)).ShouldBe(others, ignoreOrder: true);
                    (seats[seat], model[seat]) = (null, null);
                    break;
                case 1 when old is not null:
                    Heard(relay.Broadcast(connection, old, "x")).ShouldBe([.. others, names[seat]], ignoreOrder: true);
                    break;
                default:
                    model[seat] = Groups[room];
                    var joined = Enumerable.Range(0, Seats)
                        .Where(other => model[seat] is not null && model[other] == model[seat] && (old != model[seat] || other == seat))
                        .Select(other => names[other]);
                    Heard(relay.Join(connection, Groups[room]))
                        .ShouldBe([.. old == model[seat] ? [] : others, .. joined], ignoreOrder: true);
                    break;
            }

            foreach (var group in Groups.OfType<string>())
            {
                relay.MembersOf(group)
                    .ShouldBe(
                        Enumerable.Range(0, Seats).Where(other => model[other] == group).Select(other => names[other]),
                        ignoreOrder: true);
            }
        }

        foreach (var connection in seats.OfType<Connection>())
            relay.Close(connection);
        relay.CountConnections().ShouldBe(0);
        relay.CountGroups().ShouldBe(0);
    }

    private static List<string> Heard(IEnumerable<RelayFixture.Output> outputs) => [.. outputs.Select(output => output.Cid)];

    /// <summary>What the connection of a seat does: an act, in a room. A seat without a connection gets one.</summary>
    public sealed record Step(int Seat, int Act, int Room)
    {
        public static Arbitrary<Step> Any()
        {
            var any = from seat in Gen.Choose(0, Seats - 1)
                      from act in Gen.Choose(0, 3)
                      from room in Gen.Choose(0, Groups.Length - 1)
                      select new Step(seat, act, room);
            return any.ToArbitrary();
        }
    }
}
