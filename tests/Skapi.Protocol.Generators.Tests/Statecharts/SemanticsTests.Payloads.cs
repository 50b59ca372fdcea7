namespace Skapi.Protocol.Generators.Tests.Statecharts;

/// <content>Payloads.</content>
public abstract partial class SemanticsTests
{
    private const string Typing = """
        "a": {
          "exit": "out", "on": { "typed": [{ "target": "b", "guard": "isLong", "actions": ["show", "note"] }, { "actions": "show" }] }
        },
        "b": {
          "on": { "typed": "z", "*": { "actions": "note" } },
          "invoke": { "src": "load", "onDone": { "target": "a", "actions": "show" }, "onError": { "target": "a", "actions": "explain" } }
        },
        "z": { "type": "final" }
        """;

    private const string TypingMeta = """
        "triggers": { "typed": { "payload": "int32" }, "other": { "payload": "int32" } }, "tasks": { "load": { "payload": "int32" } },
        "actions": { "show": { "payload": true }, "explain": { "payload": true } }, "guards": { "isLong": { "payload": true } }
        """;

    [Fact]
    public void A_guard_and_actions_receive_the_payload_of_the_trigger()
    {
        var machine = StartTyping(static guard => guard == "IsLong(7)");

        machine.Fire("Typed", 3).ShouldBeTrue();
        machine.TakeLog().ShouldBe(["Show(3)"]);
        machine.Fire("Typed", 7).ShouldBeTrue();
        machine.TakeLog().ShouldBe(["Out", "Show(7)", "Note", "StartTask Load"]);
    }

    [Fact]
    public void The_result_of_a_task_is_the_payload_of_its_end()
    {
        var machine = StartTyping(static _ => true);
        machine.Fire("Typed", 1);
        machine.TakeLog();

        machine.Complete("Load", 5).ShouldBeTrue();

        machine.TakeLog().ShouldBe(["Show(5)", "CancelTask Load"]);
        machine.State.ShouldBe("A");
    }

    [Fact]
    public void The_exception_of_a_task_is_the_payload_of_its_failure()
    {
        var machine = StartTyping(static _ => true);
        machine.Fire("Typed", 1);
        machine.TakeLog();

        machine.Fail("Load", 5).ShouldBeTrue();

        machine.TakeLog().ShouldBe(["Explain(5)", "CancelTask Load"]);
    }

    [Fact]
    public void A_wildcard_takes_a_trigger_with_a_payload_without_it()
    {
        var machine = StartTyping(static _ => true);
        machine.Fire("Typed", 1);
        machine.TakeLog();

        machine.Fire("Other", 2).ShouldBeTrue();

        machine.TakeLog().ShouldBe(["Note"]);
    }

    [Fact]
    public void A_trigger_with_a_payload_that_no_state_handles_does_nothing()
    {
        var machine = StartTyping(static _ => true);

        machine.Fire("Other", 2).ShouldBeFalse();

        machine.TakeLog().ShouldBeEmpty();
    }

    [Fact]
    public void A_payload_is_kept_while_an_action_fires_in_vain()
    {
        var machine = StartTyping(static _ => true);
        machine.Recorder.OnAction = action =>
        {
            if (action == "Out")
                Should.Throw<InvalidOperationException>(() => machine.Fire("Typed", 99));
        };

        machine.Fire("Typed", 7).ShouldBeTrue();

        machine.TakeLog().ShouldBe(["Out", "Show(7)", "Note", "StartTask Load"]);
    }

    private Machine StartTyping(Func<string, bool> guard)
    {
        var chart = $$"""{ "id": "x", "initial": "a", "states": { {{Typing}} }, "meta": { {{TypingMeta}} } }""";
        return Machine.Start(chart, "X", guard, Kind);
    }
}
