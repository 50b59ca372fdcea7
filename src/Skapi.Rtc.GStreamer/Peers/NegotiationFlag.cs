namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>W3C WebRTC's negotiation-needed flag (section 4.7.3): it is raised once, and again only after an exchange has ended.</summary>
internal sealed class NegotiationFlag(Func<bool> isNeeded, Action raise)
{
    private readonly Lock _lock = new();
    private bool _isRaised;

    /// <summary>Raises the event if an offer is needed.</summary>
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

    /// <summary>Handles the end of an exchange. What changed meanwhile needs another one.</summary>
    public void Settle()
    {
        lock (_lock)
            _isRaised = false;
        Check();
    }
}
