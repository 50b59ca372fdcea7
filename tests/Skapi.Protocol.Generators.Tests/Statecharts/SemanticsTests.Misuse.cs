namespace Skapi.Protocol.Generators.Tests.Statecharts;

/// <content>Actions that throw, and triggers that are fired in actions and guards.</content>
public abstract partial class SemanticsTests
{
    [Fact]
    public void An_exit_action_that_throws_leaves_the_old_state_and_its_delays()
    {
        var machine = Start("""
            "a": { "exit": ["out", "alsoOut"], "after": { "10": "b" }, "on": { "go": { "target": "b", "actions": "act" } } },
            "b": { "after": { "20": "a" }, "entry": "in", "on": { "end": "z" } }, "z": { "type": "final" }
            """);
        machine.TakeLog();
        ThrowIn(machine, "Out");

        Should.Throw<NotSupportedException>(() => machine.Fire("Go"));

        machine.TakeLog().ShouldBe(["Out"]);
        machine.State.ShouldBe("A");
    }

    [Fact]
    public void An_action_of_a_transition_that_throws_leaves_the_old_state_and_its_delays()
    {
        var machine = Start("""
            "a": { "exit": "out", "after": { "10": { "target": "b", "actions": ["act", "actAgain"] } }, "on": { "end": "z" } },
            "b": { "after": { "20": "a" }, "entry": "in", "on": { "end": "z" } }, "z": { "type": "final" }
            """);
        machine.TakeLog();
        ThrowIn(machine, "Act");

        Should.Throw<NotSupportedException>(() => machine.Elapse("Milliseconds10"));

        machine.TakeLog().ShouldBe(["Out", "Act"]);
        machine.State.ShouldBe("A");
    }

    [Fact]
    public void An_entry_action_that_throws_leaves_the_new_state_and_its_delays()
    {
        var machine = Start("""
            "a": { "after": { "10": "b" }, "on": { "go": "b" } },
            "b": { "after": { "20": "a" }, "entry": ["in", "alsoIn"], "on": { "end": "z" } }, "z": { "type": "final" }
            """);
        machine.TakeLog();
        ThrowIn(machine, "In");

        Should.Throw<NotSupportedException>(() => machine.Fire("Go"));

        machine.TakeLog().ShouldBe(["CancelDelay Milliseconds10", "StartDelay Milliseconds20", "In"]);
        machine.State.ShouldBe("B");
    }

    [Fact]
    public void An_entry_action_that_throws_at_the_start_leaves_the_initial_state_and_its_delays()
    {
        var machine = Machine.Create(
            Machine.Compile(Chart(""" "a": { "after": { "10": "b" }, "entry": "in" }, "b": { "type": "final" } """), "X"), "X", kind: Kind);
        ThrowIn(machine, "In");

        Should.Throw<NotSupportedException>(machine.Start);

        machine.TakeLog().ShouldBe(["StartDelay Milliseconds10", "In"]);
        machine.State.ShouldBe("A");
        machine.Elapse("Milliseconds10").ShouldBeTrue();
    }

    [Fact]
    public void A_machine_goes_on_after_an_action_that_threw()
    {
        var machine = Start(""" "a": { "exit": "out", "on": { "go": "b" } }, "b": { "type": "final" } """);
        ThrowIn(machine, "Out");
        Should.Throw<NotSupportedException>(() => machine.Fire("Go"));
        machine.Recorder.OnAction = static _ => { };

        machine.Fire("Go").ShouldBeTrue();

        machine.State.ShouldBe("B");
    }

    [Fact]
    public void A_trigger_fired_in_an_action_is_refused()
    {
        var machine = Start(
            """ "a": { "on": { "go": { "target": "b", "actions": "act" } } }, "b": { "on": { "go": "c" } }, "c": { "type": "final" } """);
        machine.Recorder.OnAction = _ => machine.Fire("Go");

        Should.Throw<InvalidOperationException>(() => machine.Fire("Go")).Message.ShouldEndWith(
            " called the same machine again: “Go”. Wait until the transition is complete.");

        machine.State.ShouldBe("A");
    }

    [Fact]
    public void A_trigger_fired_in_a_guard_is_refused()
    {
        Machine? machine = null;
        machine = Start(
            """ "a": { "on": { "go": { "target": "b", "guard": "may" }, "other": "b" } }, "b": { "type": "final" } """,
            _ => machine!.Fire("Other"));

        Should.Throw<InvalidOperationException>(() => machine.Fire("Go"));

        machine.State.ShouldBe("A");
    }

    [Fact]
    public void Actions_see_the_state_from_before_the_transition()
    {
        var machine = Start(""" "a": { "exit": "out", "on": { "go": "b" } }, "b": { "type": "final", "entry": "in" } """);
        var seen = new List<string>();
        machine.Recorder.OnAction = _ => seen.Add(machine.State);

        machine.Fire("Go");

        seen.ShouldBe(["A", "A"]);
    }

    private static void ThrowIn(Machine machine, string action) => machine.Recorder.OnAction = name =>
    {
        if (name == action)
            throw new NotSupportedException();
    };
}
