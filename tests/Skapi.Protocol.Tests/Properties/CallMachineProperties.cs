using System.Reflection;
using FsCheck.Xunit;

namespace Skapi.Protocol.Tests.Properties;

/// <summary>What always holds of the call's machine, whatever is fired.</summary>
public sealed class CallMachineProperties
{
    private static readonly CallTrigger[] Triggers = Enum.GetValues<CallTrigger>();
    private static readonly CallDelay[] Delays = Enum.GetValues<CallDelay>();

    [Property(MaxTest = 500)]
    public void The_machine_never_leaves_its_states_and_closed_is_final(uint[] inputs)
    {
        var actions = DispatchProxy.Create<ICallActions, DelayRecorder>();
        var running = ((DelayRecorder)actions).Running;
        var machine = new CallMachine();
        machine.Start(out var state, ref actions);
        foreach (var input in inputs.Select(static input => (int)(input % (uint)(Triggers.Length + Delays.Length))))
        {
            var before = state;
            var moved = input < Triggers.Length
                ? machine.TryFire(ref state, Triggers[input], ref actions)
                : machine.TryElapse(ref state, Delays[input - Triggers.Length], ref actions);

            Enum.IsDefined(state).ShouldBeTrue();
            if (input < Triggers.Length)
                (moved && !CallMachine.CanFire(before, Triggers[input])).ShouldBeFalse();
            if (!moved)
                state.ShouldBe(before);
            if (before == CallState.Closed)
                moved.ShouldBeFalse();
            CallMachine.IsFinal(state).ShouldBe(state == CallState.Closed);

            // Each delay is started once and stopped once, and none runs on after the end.
            if (state == CallState.Closed)
                running.ShouldBeEmpty();
        }
    }

    /// <summary>Stands in for the actions, whichever the statechart has.</summary>
    public class DelayRecorder : DispatchProxy
    {
        public HashSet<CallDelay> Running { get; } = [];

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name == nameof(ICallActions.StartDelay))
                Running.Add((CallDelay)args![0]!).ShouldBeTrue();
            if (targetMethod.Name == nameof(ICallActions.CancelDelay))
                Running.Remove((CallDelay)args![0]!).ShouldBeTrue();
            return targetMethod.ReturnType == typeof(bool) ? false : null;
        }
    }
}
