using Microsoft.Extensions.Logging;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>Decides what a failure of a part means for the peer, and logs it.</summary>
internal sealed class PeerFailures(PeerStates states, ILogger logger)
{
    private volatile bool _isClosing;

    /// <summary>Ignores failures of the transport from now on: it is being closed.</summary>
    public void OnClosing() => _isClosing = true;

    /// <summary>Handles an exception on one of GStreamer's threads: the peer is in an unknown state, so the connection fails.</summary>
    public void OnCallbackFailed(string what, Exception exception)
    {
        PeerLog.CallbackFailed(logger, what, exception);
        states.OnFailure();
    }

    /// <summary>Handles a failure of media: the connection goes on.</summary>
    public void OnMediaFailed(string what, Exception exception) => PeerLog.MediaFailed(logger, what, exception);

    /// <summary>Handles the failure of an element.</summary>
    public void OnElementFailed(string element, ElementRole role, string message, string? detail)
    {
        // A transport that is being closed, on either side, reports errors that mean nothing.
        if (role != ElementRole.Media && (_isClosing || states.HasEnded))
            return;

        if (role == ElementRole.Association)
        {
            PeerLog.AssociationEnded(logger, message);
            states.OnAssociationEnded();
            return;
        }

        PeerLog.ElementFailed(logger, element, message, detail);
        if (role == ElementRole.Transport)
            states.OnFailure();
    }
}
