using FsCheck;
using FsCheck.Fluent;
using Skapi.Realtime.Gateway.Connections;

namespace Skapi.Realtime.Gateway.Tests.Relay;

/// <summary>Random lives of a few connections, beside a model that knows no more than who is in which group.</summary>
public class RelayModelTests
{
    private const int Seats = 5;

    private static readonly string?[] Groups = [null, "G1", "G2"];

    [Fact]
    public void Everyone_hears_what_happens_in_its_group_and_nothing_else()
    {
        var step = from seat in Gen.Choose(0, Seats - 1)
                   from act in Gen.Choose(0, 3)
                   from room in Gen.Choose(0, Groups.Length - 1)
                   select (seat, act, room);
        Prop.ForAll(step.ListOf().ToArbitrary(), steps =>
        {
            var relay = new RelayFixture();
            var seats = new Connection?[Seats];
            var model = new string?[Seats];
            var opened = 0;
            foreach (var (seat, act, room) in steps)
            {
                if (seats[seat] is not { } connection)
                {
                    seats[seat] = relay.Open($"c{opened++}", $"user {seat % 3}");
                    continue;
                }

                var old = model[seat];
                var others = Enumerable.Range(0, Seats)
                    .Where(other => other != seat && old is not null && model[other] == old)
                    .Select(other => seats[other]!.Cid)
                    .ToList();
                switch (act)
                {
                    case 0:
                        Heard(relay.Close(connection)).ShouldBe(others, ignoreOrder: true);
                        (seats[seat], model[seat]) = (null, null);
                        break;
                    case 1 when old is not null:
                        Heard(relay.Broadcast(connection, old, "x")).ShouldBe([.. others, connection.Cid], ignoreOrder: true);
                        break;
                    default:
                        model[seat] = Groups[room];
                        var joined = Enumerable.Range(0, Seats)
                            .Where(other => model[seat] is not null && model[other] == model[seat] && (old != model[seat] || other == seat))
                            .Select(other => seats[other]!.Cid);
                        Heard(relay.Join(connection, Groups[room]))
                            .ShouldBe([.. old == model[seat] ? [] : others, .. joined], ignoreOrder: true);
                        break;
                }

                foreach (var group in Groups.OfType<string>())
                {
                    relay.State.Registry.MembersOf(RelayFixture.Scope, group).Select(member => member.Cid)
                        .ShouldBe(
                            Enumerable.Range(0, Seats).Where(other => model[other] == group).Select(other => seats[other]!.Cid),
                            ignoreOrder: true);
                }
            }

            foreach (var connection in seats.OfType<Connection>())
                relay.Close(connection);
            relay.State.Registry.Connections.ShouldBeEmpty();
            relay.State.Registry.GroupsOf(RelayFixture.Scope).ShouldBeEmpty();
        }).QuickCheckThrowOnFailure();
    }

    private static List<string> Heard(IEnumerable<RelayFixture.Output> outputs) => [.. outputs.Select(output => output.Cid)];
}
