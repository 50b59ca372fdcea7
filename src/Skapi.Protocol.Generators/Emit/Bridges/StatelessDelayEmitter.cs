using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Emit.Machines;
using Skapi.Protocol.Generators.Statecharts;

namespace Skapi.Protocol.Generators.Emit.Bridges;

/// <summary>
/// Emits the method of a Stateless machine that cancels the delays and tasks of the states that are exited and starts those of
/// the entered ones.
/// </summary>
internal sealed class StatelessDelayEmitter(IndentedWriter writer, MachineModel machine, StatelessTriggers triggers)
{
    private readonly string _state = writer.Names.Emitted(machine.Name + "State");
    private readonly string _trigger = writer.Names.Emitted(StatelessTriggers.EnumOf(machine));
    private readonly string _delay = writer.Names.Emitted(machine.Name + "Delay");
    private readonly string _task = writer.Names.Emitted(machine.Name + "Task");

    private string Package => $"global::Stateless.StateMachine<{_state}, {_trigger}>";

    /// <summary>Whether a state has a delay or a task.</summary>
    public static bool IsNeeded(MachineModel machine) => machine.States.Any(static state => state.Runs.Count > 0);

    public void Write()
    {
        if (!IsNeeded(machine))
            return;

        writer.Separate();
        writer.Line("// The delays change together with the state, so that they match it even if an entry action throws.");
        writer.Open($"private void ChangeDelays({Package}.Transition transition)");
        WriteDelays("Source", "Cancel");
        WriteOuterDelays("Cancel", static transition => transition.Exits.Skip(1));
        writer.Separate();
        WriteOuterDelays("Start", static transition => transition.Enters.Take(transition.Enters.Count - 1));
        WriteDelays("Destination", "Start");
        writer.Close();
    }

    private void WriteDelays(string state, string method)
    {
        var delayed = machine.States.Where(static candidate => !candidate.IsCompound && candidate.Runs.Count > 0).ToList();
        if (delayed.Count == 0)
            return;

        writer.Open($"switch (transition.{state})");
        foreach (var candidate in delayed)
        {
            writer.Line($"case {_state}.{candidate.Name}:");
            WriteRuns(candidate.Runs, method);
        }

        writer.Close();
    }

    /// <summary>The delays of the states around the one that is left or entered depend on the transition.</summary>
    private void WriteOuterDelays(string method, Func<TransitionModel, IEnumerable<string>> states)
    {
        var departures = machine.States.SelectMany(triggers.DeparturesOf)
            .Select(departure => (Departure: departure, Runs: RunsOf(states(departure.Transition)).ToList()))
            .Where(static item => item.Runs.Count > 0).ToList();
        if (departures.Count == 0)
            return;

        writer.Open("switch (transition.Source, transition.Trigger, transition.Destination)");
        foreach (var (departure, runs) in departures)
        {
            var (source, target) = ($"{_state}.{departure.State.Name}", $"{_state}.{departure.Transition.Target}");
            writer.Line($"case ({source}, {_trigger}.{departure.Handler.Name}, {target}){departure.When}:");
            WriteRuns(runs, method);
        }

        writer.Close();
    }

    private IEnumerable<RunModel> RunsOf(IEnumerable<string> states) => states.SelectMany(state => machine.Find(state).Runs);

    private void WriteRuns(IEnumerable<RunModel> runs, string method)
    {
        writer.Indent();
        foreach (var run in runs)
            writer.Line($"Actions.{method}{run.Kind}({(run.Kind == "Task" ? _task : _delay)}.{run.Name});");
        writer.Line("break;");
        writer.Outdent();
    }
}
