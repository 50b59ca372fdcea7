using System.Reflection;
using FsCheck;
using FsCheck.Xunit;
using Skapi.Testing;

namespace Skapi.Protocol.Generators.Tests.Statecharts;

/// <summary>
/// The machine of Stateless does what the emitted switch does: the same states, the same actions in the same order, also if an action
/// throws or fires a trigger of the machine that runs it.
/// </summary>
public sealed class AgreementTests
{
    // A fault in a later action of a step shows nothing new.
    private const int MaxFaultyAction = 4;

    // A random chart has about twenty thousand. Other charts show more than all of them of one chart.
    private const int RandomSteps = 1000;

    // Guards, several candidates for one trigger, re-entry, transitions that stay, “always”, delays with a name and without.
    private const string DenseChart = """
        {
          "id": "dense", "initial": "a",
          "on": { "reset": { "target": ".a", "actions": "rootReset" }, "maybe": [{ "target": "#dense.c", "guard": "g1" },
            { "actions": "rootMaybe" }] },
          "states": {
            "a": {
              "entry": ["inA", "alsoInA"], "exit": "outA", "after": { "10": "b", "named": { "target": "c", "guard": "g1",
                "actions": "waited" } },
              "on": { "next": "b", "maybe": { "target": "b", "guard": "g2" }, "self": "a" }
            },
            "b": {
              "exit": "outB", "always": [{ "target": "c", "guard": "g3", "actions": "slipped" }, { "guard": "g4",
                "actions": "lookedAround" }],
              "on": {
                "next": [{ "target": "c", "guard": "g3", "actions": "moveOn" }, { "target": "c", "guard": "g2", "actions": "hurryOn" },
                  { "target": "a" }],
                "self": [{ "target": "b", "reenter": true, "guard": "g1", "actions": "again" }, { "target": "b", "reenter": true,
                  "actions": "onceMore" }]
              }
            },
            "c": {
              "entry": "inC", "after": { "named": "a" },
              "on": { "next": [{ "target": "done", "guard": "g4" }, { "target": "a" }], "self": [{ "guard": "g1", "actions": "stay" }],
                "maybe": {} }
            },
            "done": { "type": "final", "entry": "inDone", "exit": "outDone" }
          },
          "meta": { "delays": { "named": { "milliseconds": 5 } } }
        }
        """;

    private static readonly Lazy<Subject> Call =
        new(static () => new("Call", File.ReadAllText(Repository.PathOf("protocol/call.statechart.json"))));

    private static readonly Lazy<Subject> Dense = new(static () => new("Dense", DenseChart));

    private static readonly Lazy<Subject> Nested = new(static () => new("Nested", WalkTests.Nested));

    private static readonly Lazy<Subject> Payloads = new(static () => new("Payloads", WalkTests.Payloads));

    [Fact]
    public void They_agree_on_every_step_of_a_chart_with_payloads() => CheckEveryStep(Payloads.Value);

    [Property(MaxTest = 100)]
    public void They_agree_on_walks_of_a_chart_with_payloads(Step[] steps) => Walk(Payloads.Value, steps);

    [Fact]
    public void They_agree_on_every_step_of_the_call() => CheckEveryStep(Call.Value);

    [Fact]
    public void They_agree_on_every_step_of_a_dense_chart() => CheckEveryStep(Dense.Value);

    [Fact]
    public void They_agree_on_every_step_of_a_chart_with_states_within_states() => CheckEveryStep(Nested.Value);

    [Property(MaxTest = 100)]
    public void They_agree_on_walks_of_the_call(Step[] steps) => Walk(Call.Value, steps);

    [Property(MaxTest = 100)]
    public void They_agree_on_walks_of_a_dense_chart(Step[] steps) => Walk(Dense.Value, steps);

    [Property(MaxTest = 100)]
    public void They_agree_on_walks_of_a_chart_with_states_within_states(Step[] steps) => Walk(Nested.Value, steps);

    /// <summary>The second step ends the walk, so the machine starts again, and the third action of the start has the fault.</summary>
    [Theory]
    [InlineData(Fault.Throws)]
    [InlineData(Fault.Fires)]
    [InlineData(Fault.FiresAndCatches)]
    public void They_agree_on_a_fault_in_a_start(Fault fault) => Walk(Dense.Value, [new(0, 4, Fault.None, 0), new(0, -1, fault, 2)]);

    [Property(MaxTest = 8, Arbitrary = [typeof(RandomCharts)])]
    public void They_agree_on_random_charts(RandomChart chart, Step[] steps)
    {
        var subject = new Subject("Random", chart.Text);
        CheckSomeSteps(subject, new Random(chart.Seed));
        Walk(subject, steps);
    }

    /// <summary>
    /// Checks all combinations of a state, a trigger or delay, the answers of the guards, and a fault in each of the actions.
    /// </summary>
    private static void CheckEveryStep(Subject subject)
    {
        var (ours, theirs) = (subject.Create(MachineKind.Switch), subject.Create(MachineKind.Stateless));
        foreach (var state in subject.Inputs.States)
        {
            for (var input = 0; input < subject.InputCount; input++)
            {
                for (var guards = 0; guards < subject.GuardCombinations; guards++)
                {
                    var actions = Compare(subject, ours, theirs, state, new(input, guards, Fault.None, 0));
                    for (var index = 0; index < Math.Min(actions, MaxFaultyAction); index++)
                    {
                        foreach (var fault in new[] { Fault.Throws, Fault.Fires, Fault.FiresAndCatches })
                            Compare(subject, ours, theirs, state, new(input, guards, fault, index));
                    }
                }
            }
        }
    }

    /// <summary>Checks some of these combinations.</summary>
    private static void CheckSomeSteps(Subject subject, Random random)
    {
        var (ours, theirs) = (subject.Create(MachineKind.Switch), subject.Create(MachineKind.Stateless));
        var faults = Enum.GetValues<Fault>();
        for (var count = 0; count < RandomSteps; count++)
        {
            var state = subject.Inputs.States[random.Next(subject.Inputs.States.Count)];
            var fault = faults[random.Next(faults.Length)];
            var guards = random.Next(subject.GuardCombinations);
            var step = new Step(random.Next(subject.InputCount), guards, fault, random.Next(MaxFaultyAction));
            Compare(subject, ours, theirs, state, step);
        }
    }

    private static void Walk(Subject subject, Step[] steps)
    {
        var (ours, theirs) = (subject.Create(MachineKind.Switch), subject.Create(MachineKind.Stateless));
        CompareStarts(subject, ours, theirs, Step.Plain);
        foreach (var step in steps)
        {
            Compare(subject, ours, theirs, ours.State, step);
            if (ours.IsFinal)
                CompareStarts(subject, ours, theirs, step);
        }
    }

    private static void CompareStarts(Subject subject, Machine ours, Machine theirs, Step step)
    {
        var expected = subject.Start(ours, step);

        var actual = subject.Start(theirs, step);

        CheckEqual(subject, expected, actual, "Start", step);
    }

    /// <returns>The number of actions that ran.</returns>
    private static int Compare(Subject subject, Machine ours, Machine theirs, string state, Step step)
    {
        var expected = subject.Run(ours, state, step);
        var actual = subject.Run(theirs, state, step);

        CheckEqual(subject, expected, actual, state, step);
        return expected.Log.Count(static entry => !entry.Contains(' ', StringComparison.Ordinal));
    }

    // The text of the chart is long, so a message is written only where it is needed.
    private static void CheckEqual(Subject subject, Outcome expected, Outcome actual, string state, Step step)
    {
        var (expectedText, actualText) = (expected.ToString(), actual.ToString());
        if (actualText != expectedText)
            actualText.ShouldBe(expectedText, $"{state}, {step}, {subject.Text}");
    }

    public enum Fault
    {
        None,
        Throws,
        Fires,
        FiresAndCatches,
    }

    /// <summary>A step of a walk.</summary>
    /// <param name="Input">The trigger or delay, by its index.</param>
    /// <param name="Guards">The answers of the guards, a bit each.</param>
    /// <param name="Fault">What one of the actions does.</param>
    /// <param name="At">The index of that action among those of the step.</param>
    public sealed record Step(int Input, int Guards, Fault Fault, int At)
    {
        /// <summary>A step in which no guard passes and no action has a fault.</summary>
        public static Step Plain { get; } = new(0, 0, Fault.None, 0);
    }

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
