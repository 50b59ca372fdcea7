using Skapi.Protocol;

namespace Skapi.Bridges.Machines;

/// <summary>Random walks: the machine of the package Stateless and the emitted one agree at every step.</summary>
public sealed class CallBridgeTests
{
    private const int Walks = 300;
    private const int Steps = 40;

    [Fact]
    public async Task The_call_is_walked_as_the_emitted_machine_walks_it()
    {
        for (var seed = 0; seed < Walks; seed++)
        {
            var random = new Random(seed);
            var (ours, theirs) = (new Log(), new Log());
            var state = CallMachine.Start(ref ours);
            var bridge = new CallStatelessMachine(theirs);
            for (var step = 0; step < Steps; step++)
            {
                await PermitsTheSameAsync(bridge, state, $"seed {seed}, step {step}");
                Move(random, ref state, ref ours, bridge);

                bridge.Machine.State.ShouldBe(state, $"seed {seed}, step {step}");
                theirs.Calls.ShouldBe(ours.Calls, $"seed {seed}, step {step}");
            }
        }
    }

    [Fact]
    public void A_trigger_that_the_state_does_not_take_is_an_error_of_the_package()
    {
        var bridge = new CallStatelessMachine(new Log());

        Should.Throw<InvalidOperationException>(() => bridge.Machine.Fire(CallTrigger.Connect));

        bridge.Machine.State.ShouldBe(CallState.Idle);
    }

    private static async Task PermitsTheSameAsync(CallStatelessMachine bridge, CallState state, string where)
    {
        var permitted = await bridge.Machine.GetPermittedTriggersAsync();
        permitted.ShouldBe(Enum.GetValues<CallTrigger>().Where(trigger => CallMachine.CanFire(state, trigger)), ignoreOrder: true, where);
    }

    private static void Move(Random random, ref CallState state, ref Log ours, CallStatelessMachine bridge)
    {
        var triggers = Enum.GetValues<CallTrigger>();
        var delays = Enum.GetValues<CallDelay>();
        var index = random.Next(triggers.Length + delays.Length);
        if (index >= triggers.Length)
        {
            var delay = delays[index - triggers.Length];
            bridge.Elapse(delay).ShouldBe(CallMachine.TryElapse(ref state, delay, ref ours));
        }
        else if (bridge.Machine.CanFire(triggers[index]))
        {
            bridge.Machine.Fire(triggers[index]);
            CallMachine.TryFire(ref state, triggers[index], ref ours).ShouldBeTrue();
        }
        else
        {
            CallMachine.TryFire(ref state, triggers[index], ref ours).ShouldBeFalse();
        }
    }

    /// <summary>Writes down what a machine does.</summary>
    private sealed class Log : ICallActions
    {
        public List<string> Calls { get; } = [];

        public void CreateOffer() => Calls.Add(nameof(CreateOffer));

        public void Announce() => Calls.Add(nameof(Announce));

        public void ApplyAnswer() => Calls.Add(nameof(ApplyAnswer));

        public void AnswerInstead() => Calls.Add(nameof(AnswerInstead));

        public void SendHangup() => Calls.Add(nameof(SendHangup));

        public void EchoHangup() => Calls.Add(nameof(EchoHangup));

        public void CreateAnswer() => Calls.Add(nameof(CreateAnswer));

        public void ReportConnected() => Calls.Add(nameof(ReportConnected));

        public void Release() => Calls.Add(nameof(Release));

        public void StartDelay(CallDelay delay) => Calls.Add($"start {delay}");

        public void CancelDelay(CallDelay delay) => Calls.Add($"cancel {delay}");
    }
}
