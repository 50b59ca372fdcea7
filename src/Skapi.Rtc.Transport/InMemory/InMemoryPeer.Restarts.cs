namespace Skapi.Rtc.InMemory;

/// <content>ICE restarts (RFC 8839, section 4.4.1.1.1; RFC 9429, sections 5.2.2 and 5.3.2).</content>
internal sealed partial class InMemoryPeer
{
    public void RestartIce()
    {
        lock (_transport.Gate)
        {
            ThrowIfDisposed();
            if (_local is null)
                return;

            PrepareRestart();
            _negotiation.Check();
        }
    }

    private string UfragOfOffer() => _credentials.ForDescription;

    /// <summary>An offer with new credentials is answered with new credentials.</summary>
    private string UfragOfAnswer(InMemorySdp offer)
    {
        if (_local is not null && _remoteUfragBefore is { } before && before != offer.Ufrag)
            PrepareRestart();

        return _credentials.ForDescription;
    }

    private void PrepareRestart() => _transport.AddUfrag(this, _credentials.Restart());
}
