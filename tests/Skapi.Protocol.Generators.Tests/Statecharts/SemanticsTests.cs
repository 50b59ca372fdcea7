namespace Skapi.Protocol.Generators.Tests.Statecharts;

/// <summary>Emitted machines do what XState v5 does with the same config.</summary>
public abstract partial class SemanticsTests
{
    [Fact]
    public void Actions_run_in_the_order_exit_transition_entry()
    {
        var machine = Start("""
            "a": { "exit": "leaveA", "on": { "go": { "target": "b", "actions": ["first", "second"] } } },
            "b": { "type": "final", "entry": "enterB" }
            """);

        machine.Fire("Go").ShouldBeTrue();

        machine.TakeLog().ShouldBe(["LeaveA", "First", "Second", "EnterB"]);
        machine.State.ShouldBe("B");
    }

    [Fact]
    public void The_first_candidate_whose_guard_passes_wins()
    {
        var machine = Start("""
            "a": { "on": { "go": [{ "target": "b", "guard": "no" }, { "target": "c", "guard": "yes" }, "b"] } },
            "b": { "type": "final" }, "c": { "type": "final" }
            """, static guard => guard == "Yes");

        machine.Fire("Go").ShouldBeTrue();

        machine.State.ShouldBe("C");
    }

    [Fact]
    public void Nothing_happens_where_no_guard_passes()
    {
        var machine = Start(""" "a": { "exit": "x", "on": { "go": { "target": "b", "guard": "no" } } }, "b": { "type": "final" } """);

        machine.Fire("Go").ShouldBeFalse();

        machine.TakeLog().ShouldBeEmpty();
        machine.State.ShouldBe("A");
        machine.CanFire("Go").ShouldBeTrue();
    }

    [Fact]
    public void A_transition_without_a_target_neither_exits_nor_enters()
    {
        var machine = Start(
            """ "a": { "entry": "in", "exit": "out", "on": { "go": { "actions": "act" }, "end": "b" } }, "b": { "type": "final" } """);
        machine.TakeLog();

        machine.Fire("Go").ShouldBeTrue();

        machine.TakeLog().ShouldBe(["Act"]);
    }

    [Fact]
    public void A_transition_to_the_state_itself_stays_unless_it_reenters()
    {
        var machine = Start("""
            "a": { "entry": "in", "exit": "out", "on": { "stay": "a", "again": { "target": "a", "reenter": true }, "end": "b" } },
            "b": { "type": "final" }
            """);
        machine.TakeLog();

        machine.Fire("Stay");
        machine.TakeLog().ShouldBeEmpty();
        machine.Fire("Again");
        machine.TakeLog().ShouldBe(["Out", "In"]);
    }

    [Fact]
    public void Delays_start_in_the_order_of_their_milliseconds_and_then_those_with_a_name()
    {
        var machine = Machine.Start("""
            {
              "id": "x", "initial": "a",
              "states": { "a": { "after": { "slow": "b", "100": "b", "20": "b" } }, "b": { "type": "final" } },
              "meta": { "delays": { "slow": { "milliseconds": 1 } } }
            }
            """, "X", kind: Kind);

        machine.TakeLog().ShouldBe(["StartDelay Milliseconds20", "StartDelay Milliseconds100", "StartDelay Slow"]);
    }

    [Fact]
    public void A_delay_starts_on_entry_and_stops_on_exit()
    {
        var machine = Start("""
            "a": { "entry": "in", "exit": "out", "after": { "100": "b" }, "on": { "go": "b" } },
            "b": { "type": "final" }
            """);

        machine.TakeLog().ShouldBe(["StartDelay Milliseconds100", "In"]);
        machine.Fire("Go");
        machine.TakeLog().ShouldBe(["Out", "CancelDelay Milliseconds100"]);
    }

    [Fact]
    public void A_delay_that_elapses_in_another_state_does_nothing()
    {
        var machine = Start(
            """ "a": { "after": { "100": "b" }, "on": { "go": "c" } }, "b": { "type": "final" }, "c": { "on": { "go": "b" } } """);
        machine.Fire("Go");

        machine.Elapse("Milliseconds100").ShouldBeFalse();

        machine.State.ShouldBe("C");
    }

    [Fact]
    public void Always_is_tried_after_a_trigger_that_no_transition_takes()
    {
        var open = false;
        var machine = Start("""
            "a": { "always": { "target": "b", "guard": "isOpen" }, "on": { "go": { "target": "b", "guard": "never" } } },
            "b": { "type": "final" }
            """, guard => guard == "IsOpen" && open);

        open = true;
        machine.Fire("Go").ShouldBeFalse();

        machine.State.ShouldBe("B");
    }

    [Fact]
    public void Always_is_followed_as_soon_as_its_guard_passes()
    {
        var open = false;
        var machine = Start("""
            "a": { "always": { "target": "b", "guard": "isOpen" }, "on": { "poke": { "actions": "act" } } },
            "b": { "always": "c", "entry": "enterB" },
            "c": { "type": "final", "entry": "enterC" }
            """, _ => open);
        machine.State.ShouldBe("A");

        open = true;
        machine.Fire("Poke").ShouldBeTrue();

        machine.TakeLog().ShouldBe(["Act", "EnterB", "EnterC"]);
        machine.State.ShouldBe("C");
    }

    [Fact]
    public void Always_without_a_target_acts_once()
    {
        var machine = Start(""" "a": { "always": { "actions": "look" }, "on": { "poke": {}, "end": "b" } }, "b": { "type": "final" } """);

        machine.TakeLog().ShouldBe(["Look"]);
        machine.Fire("Poke");
        machine.TakeLog().ShouldBe(["Look"]);
    }

    [Fact]
    public void Guards_that_lead_round_in_a_circle_are_an_error_and_not_a_hang()
    {
        const string Chart = """
            "a": { "always": { "target": "b", "guard": "yes" }, "on": { "end": "c" } },
            "b": { "always": { "target": "a", "guard": "yes" } },
            "c": { "type": "final" }
            """;

        Should.Throw<InvalidOperationException>(() => Start(Chart, static _ => true)).Message.ShouldContain("circle");
    }

    [Fact]
    public void A_transition_of_the_root_is_tried_after_those_of_the_state()
    {
        var machine = Start("""
            "a": { "on": { "go": { "target": "b", "guard": "no" }, "own": { "actions": "ownOfA" } } },
            "b": { "on": { "go": "a" } },
            "z": { "type": "final" }
            """, root: """ "on": { "go": { "target": ".z", "actions": "ofRoot" }, "own": { "actions": "ofRoot" } } """);

        machine.Fire("Own");
        machine.TakeLog().ShouldBe(["OwnOfA"]);
        machine.Fire("Go");
        machine.TakeLog().ShouldBe(["OfRoot"]);
        machine.State.ShouldBe("Z");
    }

    [Fact]
    public void A_transition_of_the_root_to_the_current_state_enters_it_again()
    {
        var machine = Start(
            """ "a": { "entry": "in", "exit": "out", "on": { "end": "z" } }, "z": { "type": "final" } """,
            root: """ "on": { "reset": "#x.a" } """);
        machine.TakeLog();

        machine.Fire("Reset").ShouldBeTrue();

        machine.TakeLog().ShouldBe(["Out", "In"]);
    }

    [Fact]
    public void A_final_state_takes_nothing_and_its_exit_follows_its_entry()
    {
        var machine = Start(
            """ "a": { "on": { "go": "z" } }, "z": { "type": "final", "entry": "in", "exit": "out" } """,
            root: """ "on": { "reset": ".a" } """);

        machine.Fire("Go");

        machine.TakeLog().ShouldBe(["In", "Out"]);
        machine.IsFinal.ShouldBeTrue();
        machine.Fire("Go").ShouldBeFalse();
        machine.Fire("Reset").ShouldBeFalse();
        machine.CanFire("Reset").ShouldBeFalse();
    }

    /// <summary>The machine that is tested.</summary>
    private protected abstract MachineKind Kind { get; }

    private Machine Start(string states, Func<string, bool>? guard = null, string root = """ "description": "Any." """) =>
        Machine.Start(Chart(states, root), "X", guard, Kind);

    private static string Chart(string states, string root = """ "description": "Any." """) =>
        $$"""{ "id": "x", "initial": "a", {{root}}, "states": { {{states}} } }""";
}
