namespace Skapi.Bridges.Machines;

/// <summary>The same for a chart with guards, several candidates, re-entry and transitions that stay.</summary>
public sealed class DenseBridgeTests
{
    private const int Walks = 300;
    private const int Steps = 40;

    [Fact]
    public void A_chart_with_guards_is_walked_as_the_emitted_machine_walks_it()
    {
        for (var seed = 0; seed < Walks; seed++)
        {
            var random = new Random(seed);
            var (ours, theirs) = (new Log(), new Log());
            var state = DenseMachine.Start(ref ours);
            var bridge = new DenseStatelessMachine(theirs);
            theirs.OnExit = () => Permitted(bridge);
            for (var step = 0; step < Steps; step++)
            {
                // Stateless may ask a guard twice, so the answers hold for a step.
                ours.Guards = theirs.Guards = random.Next(16);
                var triggers = Enum.GetValues<DenseTrigger>();
                Permitted(bridge).ShouldBe(triggers.Where(trigger => Takes(state, trigger, ours.Guards)), ignoreOrder: true, $"seed {seed}, step {step}");
                var index = random.Next(triggers.Length + 1);
                var moved = index == triggers.Length
                    ? DenseMachine.TryElapse(ref state, DenseDelay.Named, ref ours)
                    : DenseMachine.TryFire(ref state, triggers[index], ref ours);
                var where = $"seed {seed}, step {step}";
                if (index == triggers.Length)
                    bridge.Elapse(DenseDelay.Named).ShouldBe(moved, where);
                else
                    Fire(bridge, triggers[index]).ShouldBe(moved, where);

                bridge.Machine.State.ShouldBe(state, where);
                theirs.Calls.ShouldBe(ours.Calls, where);
            }
        }
    }

    private static List<DenseTrigger> Permitted(DenseStatelessMachine bridge) => [.. Enum.GetValues<DenseTrigger>().Where(bridge.Machine.CanFire)];

    private static bool Takes(DenseState state, DenseTrigger trigger, int guards)
    {
        var unheard = new Log { Guards = guards };
        return DenseMachine.TryFire(ref state, trigger, ref unheard);
    }

    private static bool Fire(DenseStatelessMachine bridge, DenseTrigger trigger)
    {
        if (!bridge.Machine.CanFire(trigger))
            return false;

        bridge.Machine.Fire(trigger);
        return true;
    }

    private sealed class Log : IDenseActions
    {
        public List<string> Calls { get; } = [];

        public int Guards { get; set; }

        /// <summary>What happens while a state is being left: someone asks the machine what it would take.</summary>
        public Action? OnExit { get; set; }

        public void RootReset() => Calls.Add(nameof(RootReset));

        public void RootMaybe() => Calls.Add(nameof(RootMaybe));

        public void InA() => Calls.Add(nameof(InA));

        public void OutA() => Calls.Add(nameof(OutA));

        public void OutB()
        {
            Calls.Add(nameof(OutB));
            OnExit?.Invoke();
        }

        public void MoveOn() => Calls.Add(nameof(MoveOn));

        public void HurryOn() => Calls.Add(nameof(HurryOn));

        public void Again() => Calls.Add(nameof(Again));

        public void OnceMore() => Calls.Add(nameof(OnceMore));

        public void InC() => Calls.Add(nameof(InC));

        public void Stay() => Calls.Add(nameof(Stay));

        public void InDone() => Calls.Add(nameof(InDone));

        public void OutDone() => Calls.Add(nameof(OutDone));

        public bool G1() => (Guards & 1) != 0;

        public bool G2() => (Guards & 2) != 0;

        public bool G3() => (Guards & 4) != 0;

        public bool G4() => (Guards & 8) != 0;

        public void StartDelay(DenseDelay delay) => Calls.Add($"start {delay}");

        public void CancelDelay(DenseDelay delay) => Calls.Add($"cancel {delay}");
    }
}
