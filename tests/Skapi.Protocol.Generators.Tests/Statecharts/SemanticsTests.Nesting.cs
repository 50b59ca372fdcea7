namespace Skapi.Protocol.Generators.Tests.Statecharts;

/// <content>States within states, wildcards and tags.</content>
public abstract partial class SemanticsTests
{
    private const string Call = """
        "idle": { "on": { "go": "busy" } },
        "busy": {
          "entry": "inBusy", "exit": "outBusy", "initial": "first", "tags": "active", "after": { "100": "idle" },
          "on": { "leave": "idle", "again": { "target": "busy", "reenter": true }, "inner": ".second" },
          "states": {
            "first": { "entry": "inFirst", "exit": "outFirst", "after": { "10": "second" }, "on": { "next": "second" } },
            "second": {
              "entry": "inSecond", "exit": "outSecond", "tags": ["late"], "on": { "leave": { "guard": "may", "actions": "stay" } }
            }
          }
        },
        "a": { "on": { "go": "#x.busy.second" } },
        "end": { "type": "final" }
        """;

    [Fact]
    public void A_compound_state_is_entered_from_the_outside_in_with_its_initial_state()
    {
        var machine = Start(Call, root: """ "on": { "idle": ".idle" } """);
        machine.Fire("Idle");
        machine.TakeLog();

        machine.Fire("Go").ShouldBeTrue();

        machine.State.ShouldBe("BusyFirst");
        machine.TakeLog().ShouldBe(["StartDelay Milliseconds100", "StartDelay Milliseconds10", "InBusy", "InFirst"]);
    }

    [Fact]
    public void A_state_within_another_can_be_a_target()
    {
        var machine = Start(Call);

        machine.Fire("Go").ShouldBeTrue();

        machine.State.ShouldBe("BusySecond");
        machine.TakeLog().ShouldBe(["StartDelay Milliseconds100", "InBusy", "InSecond"]);
    }

    [Fact]
    public void A_transition_between_states_of_one_state_keeps_that_state_and_its_delays()
    {
        var machine = InBusyFirst();

        machine.Fire("Next").ShouldBeTrue();

        machine.TakeLog().ShouldBe(["OutFirst", "CancelDelay Milliseconds10", "InSecond"]);
    }

    [Fact]
    public void A_transition_into_the_state_that_has_it_does_not_leave_that_state()
    {
        var machine = InBusyFirst();

        machine.Fire("Inner").ShouldBeTrue();
        machine.Fire("Inner").ShouldBeTrue();

        machine.TakeLog().ShouldBe(["OutFirst", "CancelDelay Milliseconds10", "InSecond", "OutSecond", "InSecond"]);
    }

    [Fact]
    public void A_state_is_left_from_the_inside_out()
    {
        var machine = InBusyFirst();

        machine.Fire("Leave").ShouldBeTrue();

        machine.State.ShouldBe("Idle");
        machine.TakeLog().ShouldBe(["OutFirst", "OutBusy", "CancelDelay Milliseconds10", "CancelDelay Milliseconds100"]);
    }

    [Fact]
    public void A_reentered_state_leaves_and_enters_the_states_within_it()
    {
        var machine = InBusyFirst();

        machine.Fire("Again").ShouldBeTrue();

        machine.State.ShouldBe("BusyFirst");
        machine.TakeLog().ShouldBe([
            "OutFirst", "OutBusy", "CancelDelay Milliseconds10", "CancelDelay Milliseconds100", "StartDelay Milliseconds100",
            "StartDelay Milliseconds10", "InBusy", "InFirst",
        ]);
    }

    [Fact]
    public void An_outer_transition_is_tried_after_those_of_the_inner_state()
    {
        var may = true;
        var machine = Start(Call, _ => may);
        machine.Fire("Go");
        machine.TakeLog();

        machine.Fire("Leave").ShouldBeTrue();
        machine.TakeLog().ShouldBe(["Stay"]);
        may = false;
        machine.Fire("Leave").ShouldBeTrue();

        machine.State.ShouldBe("Idle");
    }

    [Fact]
    public void A_delay_of_an_outer_state_elapses_in_any_state_within_it()
    {
        var machine = InBusyFirst();
        machine.Elapse("Milliseconds10").ShouldBeTrue();

        machine.Elapse("Milliseconds100").ShouldBeTrue();

        machine.State.ShouldBe("Idle");
    }

    [Fact]
    public void A_state_is_in_the_states_around_it()
    {
        var machine = InBusyFirst();

        machine.IsIn("BusyFirst").ShouldBeTrue();
        machine.IsIn("Busy").ShouldBeTrue();
        machine.IsIn("BusySecond").ShouldBeFalse();
        machine.IsIn("Idle").ShouldBeFalse();
    }

    [Fact]
    public void A_state_has_its_tags_and_those_of_the_states_around_it()
    {
        var machine = InBusyFirst();
        machine.Tags.ShouldBe(["Active"]);

        machine.Fire("Next");
        machine.Tags.ShouldBe(["Active", "Late"]);
        machine.Fire("Leave");
        machine.Tags.ShouldBeEmpty();
    }

    [Fact]
    public void A_final_state_within_another_takes_its_transition_for_done_once()
    {
        var machine = Start("""
            "a": {
              "initial": "one", "onDone": { "target": "b", "guard": "may", "actions": "finish" }, "on": { "poke": { "actions": "poked" } },
              "states": { "one": { "on": { "go": "two" } }, "two": { "type": "final", "entry": "inTwo", "exit": "outTwo" } }
            },
            "b": { "type": "final" }
            """, static guard => guard == "May");

        machine.Fire("Go").ShouldBeTrue();

        machine.State.ShouldBe("B");
        machine.TakeLog().ShouldBe(["InTwo", "OutTwo", "Finish"]);
    }

    [Fact]
    public void Done_is_not_tried_again_after_its_guard_failed()
    {
        var may = false;
        var machine = Start("""
            "a": {
              "initial": "one", "onDone": { "target": "b", "guard": "may" }, "on": { "poke": { "actions": "poked" } },
              "states": { "one": { "on": { "go": "two" } }, "two": { "type": "final" } }
            },
            "b": { "type": "final" }
            """, _ => may);
        machine.Fire("Go");

        may = true;
        machine.Fire("Poke").ShouldBeTrue();

        machine.State.ShouldBe("ATwo");
        machine.IsFinal.ShouldBeFalse();
    }

    [Fact]
    public void A_wildcard_takes_each_trigger_that_the_state_does_not_name()
    {
        var machine = Start("""
            "a": { "on": { "named": { "actions": "act" }, "*": "b" } }, "b": { "on": { "other": "c" } }, "c": { "type": "final" }
            """);

        machine.Fire("Named").ShouldBeTrue();
        machine.TakeLog().ShouldBe(["Act"]);
        machine.Fire("Other").ShouldBeTrue();

        machine.State.ShouldBe("B");
    }

    [Fact]
    public void A_wildcard_is_tried_after_named_transitions_whose_guards_fail()
    {
        var machine = Start("""
            "a": { "on": { "named": { "target": "c", "guard": "no" }, "*": "b" } }, "b": { "on": { "end": "c" } }, "c": { "type": "final" }
            """);

        machine.Fire("Named").ShouldBeTrue();

        machine.State.ShouldBe("B");
    }

    [Fact]
    public void A_trigger_that_only_a_wildcard_takes_is_named_in_the_meta()
    {
        var machine = Start(
            """ "a": { "on": { "*": "b" } }, "b": { "type": "final" } """, root: """ "meta": { "triggers": { "anything": {} } } """);

        machine.CanFire("Anything").ShouldBeTrue();
        machine.Fire("Anything").ShouldBeTrue();

        machine.State.ShouldBe("B");
    }

    private Machine InBusyFirst()
    {
        var machine = Start(Call, root: """ "on": { "idle": ".idle" } """);
        machine.Fire("Idle");
        machine.Fire("Go");
        machine.TakeLog();
        return machine;
    }
}
