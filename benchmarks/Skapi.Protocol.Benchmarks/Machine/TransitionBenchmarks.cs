using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace Skapi.Protocol.Benchmarks.Machine;

/// <summary>The transitions of the call's statechart: by the emitted switch, by a switch written by hand, and by the package Stateless.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
public class TransitionBenchmarks
{
    private const int LifeTransitions = 6;
    private const int RecoveryTransitions = 2;

    /// <summary>A call is made, answered, connected, lost, connected again and hung up.</summary>
    private static readonly CallTrigger[] Life =
        [CallTrigger.Call, CallTrigger.Answer, CallTrigger.Connect, CallTrigger.Lose, CallTrigger.Connect, CallTrigger.Hangup];

    private CountedActions _actions;
    private CallState _state = CallState.Connected;
    private CallStatelessMachine _stateless = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _stateless = new CallStatelessMachine(new CountedActions());
        foreach (var trigger in (CallTrigger[])[CallTrigger.Call, CallTrigger.Answer, CallTrigger.Connect])
            _stateless.Machine.Fire(trigger);
    }

    [BenchmarkCategory("Life"), Benchmark(Baseline = true, OperationsPerInvoke = LifeTransitions)]
    public CallState EmittedLife()
    {
        var state = CallMachine.Initial;
        foreach (var trigger in Life)
            CallMachine.TryFire(ref state, trigger, ref _actions);
        return state;
    }

    [BenchmarkCategory("Life"), Benchmark(OperationsPerInvoke = LifeTransitions)]
    public CallState HandWrittenLife()
    {
        var state = CallMachine.Initial;
        foreach (var trigger in Life)
            HandWrittenCall.TryFire(ref state, trigger, ref _actions);
        return state;
    }

    [BenchmarkCategory("Recovery"), Benchmark(Baseline = true, OperationsPerInvoke = RecoveryTransitions)]
    public bool EmittedRecovery() =>
        CallMachine.TryFire(ref _state, CallTrigger.Lose, ref _actions) & CallMachine.TryFire(ref _state, CallTrigger.Connect, ref _actions);

    [BenchmarkCategory("Recovery"), Benchmark(OperationsPerInvoke = RecoveryTransitions)]
    public CallState StatelessRecovery()
    {
        _stateless.Machine.Fire(CallTrigger.Lose);
        _stateless.Machine.Fire(CallTrigger.Connect);
        return _stateless.Machine.State;
    }
}
