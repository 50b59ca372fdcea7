namespace Skapi.Protocol.Benchmarks.Machine;

/// <summary>Actions that cost next to nothing, so that the transition itself is measured.</summary>
internal struct CountedActions : ICallActions
{
    public int Count { get; private set; }

    public void CreateOffer() => Count++;

    public void Announce() => Count++;

    public void ApplyAnswer() => Count++;

    public void AnswerInstead() => Count++;

    public void SendHangup() => Count++;

    public void EchoHangup() => Count++;

    public void CreateAnswer() => Count++;

    public void ReportConnected() => Count++;

    public void Release() => Count++;

    public void StartDelay(CallDelay delay) => Count++;

    public void CancelDelay(CallDelay delay) => Count++;
}
