using BenchmarkDotNet.Attributes;

namespace Skapi.Protocol.Benchmarks.Machine;

/// <summary>
/// A call's life, five transitions: it is made, sent, answered, connected and hung up. By the emitted switch, by a switch
/// written by hand, and by the emitted machine of the package Stateless.
/// </summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class TransitionBenchmarks
{
    private const int Transitions = 5;

    private static readonly CallTrigger[] Life =
        [CallTrigger.Call, CallTrigger.OfferSent, CallTrigger.Answer, CallTrigger.Connect, CallTrigger.LocalHangup];

    private readonly CallMachine _machine = new();
    private readonly CallStatelessMachine _stateless = new();
    private readonly ICallActions _statelessActions = new CountedActions();
    private CountedActions _actions;

    [Benchmark(Baseline = true, OperationsPerInvoke = Transitions)]
    public CallState Emitted()
    {
        var state = CallMachine.Initial;
        foreach (var trigger in Life)
            _machine.TryFire(ref state, trigger, ref _actions);
        return state;
    }

    [Benchmark(OperationsPerInvoke = Transitions)]
    public CallState HandWritten()
    {
        var state = CallMachine.Initial;
        foreach (var trigger in Life)
            HandWrittenCall.TryFire(ref state, trigger, ref _actions);
        return state;
    }

    [Benchmark(OperationsPerInvoke = Transitions)]
    public CallState Stateless()
    {
        var state = CallMachine.Initial;
        foreach (var trigger in Life)
            _stateless.TryFire(ref state, trigger, _statelessActions);
        return state;
    }
}
