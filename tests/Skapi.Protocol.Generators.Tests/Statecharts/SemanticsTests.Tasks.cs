namespace Skapi.Protocol.Generators.Tests.Statecharts;

/// <content>Tasks.</content>
public abstract partial class SemanticsTests
{
    private const string Loading = """
        "a": { "on": { "go": "b" } },
        "b": {
          "entry": "in", "exit": "out", "initial": "c", "after": { "10": "a" },
          "invoke": { "src": "load", "onDone": { "target": "z", "guard": "isGood", "actions": "show" }, "onError": "a" },
          "on": { "stop": "a" },
          "states": { "c": { "on": { "next": "d" } }, "d": { "on": { "next": "c" } } }
        },
        "z": { "type": "final" }
        """;

    [Fact]
    public void A_task_starts_on_entry_and_is_cancelled_on_exit()
    {
        var machine = Start(Loading);

        machine.Fire("Go");
        machine.TakeLog().ShouldBe(["StartDelay Milliseconds10", "StartTask Load", "In"]);
        machine.Fire("Next");
        machine.TakeLog().ShouldBeEmpty();
        machine.Fire("Stop");
        machine.TakeLog().ShouldBe(["Out", "CancelDelay Milliseconds10", "CancelTask Load"]);
    }

    [Fact]
    public void A_task_that_completes_takes_its_transition()
    {
        var machine = Start(Loading, static _ => true);
        machine.Fire("Go");
        machine.TakeLog();

        machine.Complete("Load").ShouldBeTrue();

        machine.State.ShouldBe("Z");
        machine.TakeLog().ShouldBe(["Out", "Show", "CancelDelay Milliseconds10", "CancelTask Load"]);
    }

    [Fact]
    public void A_task_that_fails_takes_its_transition()
    {
        var machine = Start(Loading);
        machine.Fire("Go");

        machine.Fail("Load").ShouldBeTrue();

        machine.State.ShouldBe("A");
    }

    [Fact]
    public void A_task_that_completes_while_no_guard_passes_leaves_the_state()
    {
        var machine = Start(Loading);
        machine.Fire("Go");

        machine.Complete("Load").ShouldBeFalse();

        machine.State.ShouldBe("BC");
    }

    [Fact]
    public void A_task_that_ends_in_another_state_does_nothing()
    {
        var machine = Start(Loading, static _ => true);

        machine.Complete("Load").ShouldBeFalse();
        machine.Fail("Load").ShouldBeFalse();

        machine.State.ShouldBe("A");
    }
}
