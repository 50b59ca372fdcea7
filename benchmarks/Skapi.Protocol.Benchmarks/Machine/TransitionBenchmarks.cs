using BenchmarkDotNet.Attributes;

namespace Skapi.Protocol.Benchmarks;

/// <summary>A call's whole life: it is made, answered, connected, lost, found again and hung up. Six transitions, by the emitted machine and by hand.</summary>
[MemoryDiagnoser]
public class TransitionBenchmarks
{
    private const int Transitions = 6;

    private static readonly CallTrigger[] Life =
        [CallTrigger.Call, CallTrigger.Answer, CallTrigger.Connect, CallTrigger.Lose, CallTrigger.Connect, CallTrigger.Hangup];

    private CountedActions _actions;

    [Benchmark(Baseline = true, OperationsPerInvoke = Transitions)]
    public CallState HandWritten()
    {
        var state = CallMachine.Initial;
        foreach (var trigger in Life)
            HandWrittenCall.TryFire(ref state, trigger, ref _actions);
        return state;
    }

    [Benchmark(OperationsPerInvoke = Transitions)]
    public CallState Emitted()
    {
        var state = CallMachine.Initial;
        foreach (var trigger in Life)
            CallMachine.TryFire(ref state, trigger, ref _actions);
        return state;
    }
}
