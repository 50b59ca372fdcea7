using BenchmarkDotNet.Attributes;
using Skapi.Protocol;

namespace Skapi.Integrations.Benchmarks;

/// <summary>One round of a live call: the connection is lost and comes back.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class TransitionBenchmark
{
    private const int Transitions = 2;

    private Nothing _actions;
    private CallState _state = CallState.Connected;
    private CallStatelessMachine _stateless = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _stateless = new CallStatelessMachine(new Nothing());
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

    private struct Nothing : ICallActions
    {
        public int Calls { get; private set; }

        public void CreateOffer() => Calls++;

        public void Announce() => Calls++;

        public void ApplyAnswer() => Calls++;

        public void AnswerInstead() => Calls++;

        public void SendHangup() => Calls++;

        public void EchoHangup() => Calls++;

        public void CreateAnswer() => Calls++;

        public void ReportConnected() => Calls++;

        public void AwaitReturn() => Calls++;

        public void EndAbsence() => Calls++;

        public void AwaitRecovery() => Calls++;

        public void EndRecovery() => Calls++;

        public void Release() => Calls++;

        public void StartDelay(CallDelay delay) => Calls++;

        public void CancelDelay(CallDelay delay) => Calls++;
    }
}
