using FsCheck;
using FsCheck.Xunit;
using Skapi.Testing;

namespace Skapi.Protocol.Generators.Tests.Statecharts;

/// <summary>
/// The machine of Stateless does what the emitted switch does: the same states, the same actions in the same order, also if an action
/// throws or fires a trigger of the machine that runs it.
/// </summary>
public sealed partial class AgreementTests
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
}
