using Skapi.Protocol;

namespace Skapi.Rtc.Calls.Trickle;

/// <summary>The call that a <see cref="TrickleStep"/> works for.</summary>
internal interface ITrickleHost
{
    /// <summary>Sends a candidate of this side.</summary>
    void SendCandidate(IceCandidate candidate);

    /// <summary>Adds a candidate of the other side to the peer connection.</summary>
    void AddCandidate(IceCandidate candidate);

    /// <summary>Starts the timer of a delay.</summary>
    /// <param name="delay">The delay.</param>
    /// <param name="factor">How many times the delay's duration it takes.</param>
    void StartDelay(TrickleDelay delay, int factor);

    /// <summary>Stops the timer of a delay.</summary>
    void CancelDelay(TrickleDelay delay);

    /// <summary>Reports a change of the state, for logs and traces.</summary>
    void ReportTransition(TrickleState from, TrickleState to, string trigger);
}
