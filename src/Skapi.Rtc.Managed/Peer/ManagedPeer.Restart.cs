using Skapi.Protocol;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Negotiation;
using Skapi.Rtc.Sdp;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Peer;

/// <content>ICE restarts of either side (RFC 8839, section 4.4.1.1.1; RFC 9429, section 4.1.18).</content>
internal sealed partial class ManagedPeer
{
    private bool _hasRestartedForOffer;
    private IceCredentials? _nextCredentials;
    private bool _isRestarting;

    /// <inheritdoc/>
    public void RestartIce()
    {
        lock (Gate)
        {
            ThrowIfDisposed();
            _isRestarting = true;
            _negotiation.Check();
        }
    }

    // Other credentials in an offer restart ICE, and the answer needs new ones too (RFC 8839, section 4.4.1.1.1).
    private void PrepareRestart(SdpDocument offer)
    {
        if (_core.Ice.Remote is { } known && TransportAttributes.CredentialsOf(offer) is { } offered && offered != known)
            _nextCredentials = IceCredentials.Create(_core.Random);
    }

    private void UseNextCredentials()
    {
        if (_nextCredentials is not { } credentials || TransportAttributes.CredentialsOf(_local!) != credentials)
            return;

        _nextCredentials = null;
        _hasRestartedForOffer = _signaling == SignalingState.Stable;
        _isRestarting = false;
        Raise(new PeerEvent.IceGatheringStateChanged(IceGatheringState.Gathering));
        _core.Ice.Restart(credentials);
    }
}
