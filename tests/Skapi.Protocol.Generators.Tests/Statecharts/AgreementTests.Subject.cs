using System.Reflection;

namespace Skapi.Protocol.Generators.Tests.Statecharts;

/// <content>A chart, and its machines of both kinds.</content>
public sealed partial class AgreementTests
{
    private sealed record Outcome(string Result, string State, List<string> Log)
    {
        public override string ToString() => $"{Result}, {State}: {string.Join(", ", Log)}";
    }

    private sealed class Subject(string name, string text)
    {
        private readonly Assembly _assembly = Machine.Compile(text, name);

        public string Text { get; } = text;

        public ChartInputs Inputs { get; } = new(text);

        public int InputCount => Inputs.Triggers.Count + Inputs.Delays.Count + (2 * Inputs.Tasks.Count);

        public int GuardCombinations => Text.Contains("\"guard\"", StringComparison.Ordinal) ? 16 : 1;

        public Machine Create(MachineKind kind) => Machine.Create(_assembly, name, kind: kind);

        /// <summary>Starts a machine. It runs no delays before, so it has those of its new state after.</summary>
        public Outcome Start(Machine machine, Step step) => Run(machine, step, [], () =>
        {
            machine.Start();
            return true;
        });

        public Outcome Run(Machine machine, string state, Step step)
        {
            machine.State = state;
            return Run(machine, step, [.. Inputs.RunsOf(state)], () => Fire(machine, step.Input));
        }

        private Outcome Run(Machine machine, Step step, HashSet<string> running, Func<bool> run)
        {
            machine.Recorder.Guard = guard => (step.Guards >> (guard.Split('(')[0][^1] - '1') & 1) != 0;
            machine.Recorder.OnAction = ActionOf(machine, step);
            string result;
            try
            {
                result = run() ? "moved" : "stayed";
            }
            catch (Exception exception) when (exception is FaultException or InvalidOperationException)
            {
                result = exception.Message.Replace("StatelessMachine", "Machine", StringComparison.Ordinal);
            }

            var log = machine.TakeLog();
            CheckDelays(running, machine.State, log);
            return new(result, machine.State, log);
        }

        private bool Fire(Machine machine, int input)
        {
            var index = (int)((uint)input % (uint)InputCount);
            var payload = input & 7;
            if (index < Inputs.Triggers.Count)
                return machine.Fire(Inputs.Triggers[index], payload);

            index -= Inputs.Triggers.Count;
            if (index < Inputs.Delays.Count)
                return machine.Elapse(Inputs.Delays[index]);

            index -= Inputs.Delays.Count;
            return index < Inputs.Tasks.Count
                ? machine.Complete(Inputs.Tasks[index], payload)
                : machine.Fail(Inputs.Tasks[index - Inputs.Tasks.Count], payload);
        }

        private Action<string> ActionOf(Machine machine, Step step)
        {
            var left = (int)((uint)step.At % MaxFaultyAction);
            return action =>
            {
                if (step.Fault == Fault.None || left-- != 0)
                    return;
                if (step.Fault == Fault.Throws)
                    throw new FaultException(action);

                var before = machine.State;
                if (step.Fault == Fault.Fires)
                    machine.Fire(Inputs.Triggers[0]);
                else
                    Should.Throw<InvalidOperationException>(() => machine.Fire(Inputs.Triggers[0]));
                machine.State.ShouldBe(before);
            };
        }

        /// <summary>The delays and tasks that run are those of the state, whatever happened.</summary>
        private void CheckDelays(HashSet<string> running, string after, List<string> log)
        {
            foreach (var entry in log)
            {
                if (!entry.Contains(' ', StringComparison.Ordinal))
                    continue;

                var changed = entry.StartsWith("Start", StringComparison.Ordinal)
                    ? running.Add(entry["Start".Length..])
                    : running.Remove(entry["Cancel".Length..]);
                changed.ShouldBeTrue($"{entry} in {string.Join(", ", log)}");
            }

            if (!running.SetEquals(Inputs.RunsOf(after)))
                running.ShouldBe(Inputs.RunsOf(after), ignoreOrder: true, string.Join(", ", log));
        }
    }

    private sealed class FaultException(string action) : Exception($"{action} threw.");
}
