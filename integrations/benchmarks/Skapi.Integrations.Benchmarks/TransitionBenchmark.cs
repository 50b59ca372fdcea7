using BenchmarkDotNet.Attributes;
using Skapi.Protocol;
using Skapi.Protocol.Benchmarks;

namespace Skapi.Integrations.Benchmarks;

/// <summary>One round of a live call: the connection is lost and comes back.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class TransitionBenchmark
{
    private const int Transitions = 2;

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

    [Benchmark(Baseline = true, OperationsPerInvoke = Transitions)]
    public bool Ours() =>
        CallMachine.TryFire(ref _state, CallTrigger.Lose, ref _actions) & CallMachine.TryFire(ref _state, CallTrigger.Connect, ref _actions);

    [Benchmark(OperationsPerInvoke = Transitions)]
    public CallState Stateless()
    {
        _stateless.Machine.Fire(CallTrigger.Lose);
        _stateless.Machine.Fire(CallTrigger.Connect);
        return _stateless.Machine.State;
    }
}
