using BenchmarkDotNet.Attributes;

namespace Skapi.Protocol.Benchmarks;

/// <summary>The life of a call: it is made, sent, answered, connected and hung up. Five transitions, by the emitted machine and by hand.</summary>
[MemoryDiagnoser]
public class TransitionBenchmarks
{
    private const int Transitions = 5;

    private static readonly CallTrigger[] Life =
        [CallTrigger.Call, CallTrigger.OfferSent, CallTrigger.Answer, CallTrigger.Connect, CallTrigger.LocalHangup];

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
