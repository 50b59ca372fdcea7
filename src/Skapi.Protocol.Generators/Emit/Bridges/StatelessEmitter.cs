using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Emit.Machines;
using Skapi.Protocol.Generators.Statecharts;

namespace Skapi.Protocol.Generators.Emit.Bridges;

/// <summary>Emits a statechart as a configured machine of the package Stateless, with the behaviour of the emitted switch.</summary>
/// <remarks>
/// <see cref="StatelessStateEmitter"/> emits the configuration of each state, <see cref="StatelessTriggers"/> names the triggers, and
/// <see cref="StatelessDelayEmitter"/> emits what starts and cancels delays.
/// </remarks>
internal sealed class StatelessEmitter(IndentedWriter writer, MachineModel machine)
{
    private const string InvalidOperation = "global::System.InvalidOperationException";

    private static readonly string[] Members =
    [
        "Actions", "Start", "TryFire", "TryElapse", "TryComplete", "TryFail", "CompletedOf", "FailedOf",
        "OnTransitioned", "GetInfo", "TriggerOf", "Run", "Begin", "ChangeDelays", "Choose",
        "Settle", "MoveOn",
    ];

    private readonly StatelessTriggers _triggers = new(machine);
    private readonly StatelessPayloadEmitter _payloads = new(writer, machine, new(machine));
    private readonly string _state = writer.Names.Emitted(machine.Name + "State");
    private readonly string _trigger = writer.Names.Emitted(machine.Name + "Trigger");
    private readonly string _delay = writer.Names.Emitted(machine.Name + "Delay");
    private readonly string _task = writer.Names.Emitted(machine.Name + "Task");
    private readonly string _statelessTrigger = writer.Names.Emitted(StatelessTriggers.EnumOf(machine));
    private readonly string _actions = $"I{machine.Name}Actions";

    private string Package => $"global::Stateless.StateMachine<{_state}, {_statelessTrigger}>";

    /// <summary>The name of the emitted class.</summary>
    public static string ClassOf(MachineModel machine) => $"{machine.Name}StatelessMachine";

    /// <summary>The names of the members of the emitted class.</summary>
    public static IEnumerable<string> MembersOf(MachineModel machine) =>
        Members.Concat(StatelessPayloadEmitter.MethodsOf(machine))
            .Concat(machine.States.SelectMany(state => StatelessStateEmitter.MethodsOf(machine, state)));

    /// <summary>Writes the enum of triggers and the class.</summary>
    public void Write()
    {
        _triggers.WriteEnum(writer);
        writer.Separate();
        writer.Line("/// <summary>");
        writer.Line($"/// The statechart of <see cref=\"{machine.Name}Machine\"/> as a configured machine of the package Stateless.");
        writer.Line("/// </summary>");
        writer.Line("/// <remarks>");
        writer.Line("/// Delays are triggers of the Stateless machine. A trigger that the state does not handle is ignored.");
        writer.Line("/// Stateless can evaluate a guard more than once, so a guard must not change anything.");
        MachineSemantics.WriteRemarks(writer);
        writer.Line("/// </remarks>");
        writer.Open($"{writer.Access} sealed class {ClassOf(machine)}");
        WriteFields();
        WriteConstructor();
        WriteStart();
        WriteTryFire();
        WriteTryElapse();
        if (machine.Tasks.Count > 0)
        {
            WriteTryEnd("TryComplete", "CompletedOf", "completed", isFailed: false);
            WriteTryEnd("TryFail", "FailedOf", "failed", isFailed: true);
        }

        _payloads.WriteMethods();
        WriteObservers();
        var states = new StatelessStateEmitter(writer, machine, _triggers);
        foreach (var state in machine.States)
            states.Write(state);
        new StatelessDelayEmitter(writer, machine, _triggers).Write();
        WriteRun();
        WriteBegin();
        if (machine.HasSettle)
            WriteSettle();
        if (_triggers.HaveChoice)
            WriteChoose();
        writer.Close();
    }

    private void WriteFields()
    {
        writer.Line($"private readonly {Package} _machine;");
        writer.Line($"private {_actions}? _actions;");
        writer.Line($"private {_state} _state;");
        writer.Line("private bool _isHandled;");
        if (_triggers.HaveChoice)
            writer.Line("private int _chosen;");
        if (machine.HasDone)
            writer.Line("private bool _isDone;");
        _payloads.WriteFields();
    }

    private void WriteConstructor()
    {
        writer.Separate();
        writer.Line("/// <summary>Configures the machine. It enters no state.</summary>");
        writer.Open($"public {ClassOf(machine)}()");
        writer.Line("_machine = new(() => _state, state => _state = state, global::Stateless.FiringMode.Immediate);");
        writer.Line("_machine.OnUnhandledTrigger((_, _) => _isHandled = false);");
        _payloads.WriteParameters();
        if (StatelessDelayEmitter.IsNeeded(machine))
            writer.Line("_machine.OnTransitioned(ChangeDelays);");
        foreach (var state in machine.States)
            writer.Line($"{StatelessStateEmitter.MethodOf(machine, "Configure", state)}(_machine.Configure({_state}.{state.Name}));");
        writer.Close();
        writer.Separate();
        writer.Line("// The actions of the caller whose trigger is being handled.");
        writer.Line($"private {_actions} Actions => _actions ?? throw new {InvalidOperation}(\"The machine is not handling a trigger.\");");
    }

    private void WriteStart()
    {
        var entered = machine.Find(machine.Initial).Line(machine).Reverse().ToList();
        writer.Separate();
        writer.Line("/// <summary>Enters the initial state: starts its delays and runs its entry actions.</summary>");
        MachineSemantics.WriteStartDocs(writer);
        writer.Open($"public void Start(out {_state} state, {_actions} actions)");
        writer.Line("Begin(actions, \"Start\");");
        writer.Line($"_state = {_state}.{machine.Initial};");
        writer.Open("try");
        foreach (var run in entered.SelectMany(static state => state.Runs))
            writer.Line($"actions.Start{run.Kind}({(run.Kind == "Task" ? _task : _delay)}.{run.Name});");
        if (entered.Last().Done.Count > 0)
            writer.Line("_isDone = true;");
        foreach (var action in entered.Take(entered.Count - 1).SelectMany(static state => state.Entry))
            writer.Line($"actions.{action}();");
        if (entered.Last().HasEntry())
            writer.Line($"{StatelessStateEmitter.MethodOf(machine, "Enter", entered.Last())}();");
        if (machine.HasSettle)
            writer.Line("Settle();");
        writer.Close();
        WriteEnd();
        writer.Close();
    }

    private void WriteTryFire()
    {
        writer.Separate();
        writer.Line("/// <summary>Fires a trigger.</summary>");
        MachineSemantics.WriteMoveDocs(writer, "trigger", "The trigger to fire.");
        WriteMove("TryFire", $"{_trigger} trigger", "trigger", "TriggerOf(trigger)");
        _triggers.WriteTriggers(writer, _trigger);
    }

    private void WriteTryElapse()
    {
        if (machine.Delays.Count == 0)
            return;

        writer.Separate();
        writer.Line("/// <summary>Reports that a delay has elapsed.</summary>");
        MachineSemantics.WriteMoveDocs(writer, "delay", "The delay that elapsed.");
        WriteMove("TryElapse", $"{_delay} delay", "delay", "TriggerOf(delay)");
        _triggers.WriteDelays(writer, _delay);
    }

    private void WriteTryEnd(string method, string map, string word, bool isFailed)
    {
        writer.Separate();
        writer.Line($"/// <summary>Reports that a task has {word}.</summary>");
        MachineSemantics.WriteMoveDocs(writer, "task", $"The task that {word}.");
        WriteMove(method, $"{_task} task", "task", $"{map}(task)");
        _triggers.WriteTasks(writer, _task, isFailed);
    }

    private void WriteMove(string method, string parameter, string argument, string trigger)
    {
        var signature = $"public bool {method}(ref {_state} state, {parameter}, {_actions} actions)";
        if (!PayloadInput.Of(machine).Any(input => input.Method == method))
        {
            writer.Line(signature + " =>");
            writer.Indented($"Run(ref state, {trigger}, actions);");
            return;
        }

        writer.Open(signature);
        MachinePayloadEmitter.WriteRefusal(writer, machine, method, argument);
        writer.Line($"return Run(ref state, {trigger}, actions);");
        writer.Close();
    }

    private void WriteObservers()
    {
        writer.Separate();
        writer.Line("/// <summary>Adds a handler that Stateless calls for each change of the state and each re-entry.</summary>");
        writer.Line("/// <remarks>");
        writer.Line(
            "/// For logs and traces. It is called before the entry actions. It is not called for <c>Start</c>, nor for a transition");
        writer.Line("/// that stays in its state without re-entry.");
        writer.Line("/// </remarks>");
        writer.Line(
            $"public void OnTransitioned(global::System.Action<{Package}.Transition> handler) => _machine.OnTransitioned(handler);");
        writer.Separate();
        writer.Line("/// <summary>The configuration, for the graphs that Stateless can draw.</summary>");
        writer.Line("public global::Stateless.Reflection.StateMachineInfo GetInfo() => _machine.GetInfo();");
    }

    private void WriteRun()
    {
        writer.Separate();
        writer.Open($"private bool Run(ref {_state} state, {_statelessTrigger} trigger, {_actions} actions)");
        writer.Line("Begin(actions, trigger);");
        writer.Line("_state = state;");
        WriteFire(writer, machine, "trigger");
        WriteEnd();
        writer.Close();
    }

    /// <summary>Writes the block that fires a trigger and returns whether a transition was taken.</summary>
    public static void WriteFire(IndentedWriter writer, MachineModel machine, string arguments)
    {
        writer.Open("try");
        writer.Line("_isHandled = true;");
        writer.Line($"_machine.Fire({arguments});");
        if (machine.HasSettle)
        {
            writer.Line("var isHandled = _isHandled;");
            writer.Line("Settle();");
            writer.Line("return isHandled;");
        }
        else
        {
            writer.Line("return _isHandled;");
        }

        writer.Close();
    }

    private void WriteEnd()
    {
        writer.Open("finally");
        writer.Line("state = _state;");
        writer.Line("_actions = null;");
        writer.Close();
    }

    private void WriteBegin()
    {
        writer.Separate();
        writer.Open($"private void Begin<TTrigger>({_actions} actions, TTrigger trigger)");
        writer.Line($"{writer.Names["ArgumentNullException"]}.ThrowIfNull(actions);");
        writer.Line("if (_actions is not null)");
        writer.Indented($"throw new {InvalidOperation}({MachineSemantics.Reentered(ClassOf(machine))});");
        writer.Line("_actions = actions;");
        if (machine.HasDone)
            writer.Line("_isDone = false;");
        writer.Close();
    }

    private void WriteSettle()
    {
        writer.Separate();
        writer.Line("// Takes transitions that need no trigger until no guard passes.");
        writer.Open("private void Settle()");
        writer.Open("for (var steps = 0; MoveOn(); steps++)");
        writer.Line($"if (steps == {MachineSemantics.MaxSteps})");
        writer.Indented($"throw new {InvalidOperation}({MachineSemantics.Endless("_state")});");
        writer.Close();
        writer.Close();
        writer.Separate();
        writer.Line("// A transition that ends where it began is taken once: a second time would change nothing.");
        writer.Open("private bool MoveOn()");
        if (machine.HasDone)
            WriteDone();
        if (!machine.HasAlways)
        {
            writer.Line("return false;");
            writer.Close();
            return;
        }

        writer.Line("var before = _state;");
        writer.Line("_isHandled = true;");
        writer.Line($"_machine.Fire({_statelessTrigger}.{_triggers.Always});");
        writer.Line("return _isHandled && _state != before;");
        writer.Close();
    }

    private void WriteDone()
    {
        writer.Open("if (_isDone)");
        writer.Line("_isDone = false;");
        writer.Line($"_machine.Fire({_statelessTrigger}.{_triggers.Done});");
        writer.Line("return true;");
        writer.Close();
    }

    private void WriteChoose()
    {
        writer.Separate();
        writer.Line("// Remembers which of several transitions to the same state was chosen, because their actions differ.");
        writer.Open($"private {_state} Choose(int transition, {_state} target)");
        writer.Line("_chosen = transition;");
        writer.Line("return target;");
        writer.Close();
    }
}
