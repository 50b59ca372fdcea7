namespace Skapi.Rtc.Peers;

/// <summary>
/// The negotiation-needed flag (W3C WebRTC, section 4.7.3): raised once, and again only after a negotiation has ended. Thread-safe.
/// </summary>
/// <param name="isNeeded">Whether an offer is needed now. It must be false unless the signaling state is stable.</param>
/// <param name="raise">Raises the event.</param>
public sealed class NegotiationFlag(Func<bool> isNeeded, Action raise)
{
    private readonly Lock _lock = new();
    private bool _isRaised;

    /// <summary>Something changed that may need an offer.</summary>
    public void Check()
    {
        lock (_lock)
        {
            if (_isRaised || !isNeeded())
                return;

            _isRaised = true;
            raise();
        }
    }

    /// <summary>A negotiation ended, or was rolled back. What came up meanwhile needs another one.</summary>
    public void Settle()
    {
        lock (_lock)
            _isRaised = false;

        Check();
    }
}
