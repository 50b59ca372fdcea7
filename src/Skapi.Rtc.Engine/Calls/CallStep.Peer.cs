using System.Collections.Immutable;
using Skapi.Protocol;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Calls;

/// <content>The results and the events of the peer connection.</content>
internal sealed partial class CallStep
{
    private void HandleLocalOffer(SessionDescription description)
    {
        if (_model.State == CallState.Calling)
            SendFirstOffer(description);
        else if (_model.Negotiation.State == NegotiationState.Offering)
            Set(_negotiation.HandleLocalOffer(_model.Negotiation, description));
        else
            return;

        Set(_trickle.Fire(_model.Trickle, TrickleTrigger.Describe));

        // The other side rings only now.
        Fire(CallTrigger.OfferSent);
    }

    private void SendFirstOffer(SessionDescription offer)
    {
        // The published client called while this side's offer was being created, and could not answer it in place of its own: its call is
        // ended first.
        if (_model.CollidingOffer is { } theirs && !DataSection.CanBeAnsweredInPlaceOf(theirs, offer))
        {
            Send(new Signal { HungUp = _model.OwnUserId });
            _model = _model with { CollidingOffer = null };
        }

        Set(_negotiation.SendFirstOffer(_model.Negotiation, offer));
        _model = _model with { SentOffer = offer };
    }

    private void HandleLocalAnswer(SessionDescription description)
    {
        Set(_negotiation.HandleLocalAnswer(_model.Negotiation, description));
        Set(_trickle.Fire(_model.Trickle, TrickleTrigger.Describe));
        if (_model is { Role: CallRole.Callee, IsPickedUp: false })
        {
            _model = _model with { IsPickedUp = true };
            Send(new Signal { Pickup = _model.OwnUserId });
        }

        if (_model is { State: CallState.Connecting, IsToolkit: false })
            RemindOfCandidates();
        Set(_negotiation.Settle(_model.Negotiation));
    }

    /// <summary>
    /// The published client keeps candidates that arrive while it applies a description, and looks at them only when the next one arrives.
    /// If none does, it never tries to connect.
    /// </summary>
    private void RemindOfCandidates() => Set(_trickle.Fire(_model.Trickle, TrickleTrigger.Remind));

    private void HandleNegotiationFailure(PeerCommand command, SkapiException error)
    {
        RaiseNegotiationError(error);
        if (command is PeerCommand.RestartIce)
            _model = _model with { IsPreparingRestart = false };
        if (command is PeerCommand.Offer or PeerCommand.Answer)
            Set(_negotiation.HandleFailure(_model.Negotiation));
    }

    private void HandlePeerEvent(CallInput.PeerReported reported)
    {
        switch (reported.Event)
        {
            case PeerEvent.SignalingStateChanged changed:
                _model = _model with { Peer = _model.Peer with { Signaling = changed.State } };
                RaiseSignalingStateChange();
                break;
            case PeerEvent.IceGatheringStateChanged changed:
                _model = _model with { Peer = _model.Peer with { Gathering = changed.State } };
                RaiseIceGatheringStateChange();
                break;
            case PeerEvent.IceConnectionStateChanged changed:
                _model = _model with { Peer = _model.Peer with { Ice = changed.State } };
                RaiseIceConnectionStateChange();
                break;
            case PeerEvent.ConnectionStateChanged changed:
                _model = _model with { Peer = _model.Peer with { Connection = changed.State } };
                RaiseConnectionStateChange();
                HandleConnectionState(changed.State);
                break;
            case PeerEvent.IceCandidateFound found:
                RaiseIceCandidate(found.Candidate);
                Set(_trickle.HandleLocalCandidate(_model.Trickle, found.Candidate));
                break;
            case PeerEvent.IceCandidatesEnded:
                RaiseIceCandidateEnd();
                break;
            case PeerEvent.IceCandidateFailed failed:
                RaiseIceCandidateError(failed);
                break;
            case PeerEvent.NegotiationNeeded:
                RaiseNegotiationNeeded();
                break;
            case PeerEvent.NetworkChanged:
                HandleNetworkChanged();
                break;
            case PeerEvent.TrackAdded added:
                RaiseTrack(added.Track);
                break;
            default:
                HandleChannelEvent(reported.Event, reported.Channel);
                break;
        }
    }

    private void HandleChannelEvent(PeerEvent peerEvent, ChannelFacts channel)
    {
        switch (peerEvent)
        {
            case PeerEvent.DataChannelOpened:
                _model = _model with { OpenChannels = Without(channel.Identity).Add(channel) };
                RaiseChannelOpen(channel);
                if (_model.Absence.IsMediaLost && _model.Peer.Connection == PeerConnectionState.Connected)
                    FireAbsence(AbsenceTrigger.Recover);
                break;
            case PeerEvent.BufferedAmountLow:
                RaiseBufferedAmountLow(channel);
                break;
            case PeerEvent.DataChannelFailed failed:
                RaiseChannelError(channel, failed);
                break;
            case PeerEvent.DataChannelClosed:
                RaiseChannelClose(channel);
                _model = _model with { OpenChannels = Without(channel.Identity) };

                // As in the published client, a call ends with its last channel.
                if (_model.OpenChannels.IsEmpty)
                    HandleLoss();
                break;
        }
    }

    private ImmutableArray<ChannelFacts> Without(object channel) =>
        _model.OpenChannels.RemoveAll(open => Equals(open.Identity, channel));

    /// <summary>A call ends with its last channel, so this side hangs up by closing it.</summary>
    private void HandleChannelClosing(object channel)
    {
        var open = _model.OpenChannels.Select(open =>
            Equals(open.Identity, channel) ? open with { State = DataChannelState.Closing } : open);
        _model = _model with { OpenChannels = [.. open] };
        if (!_model.OpenChannels.IsEmpty && _model.OpenChannels.All(static open => open.State == DataChannelState.Closing))
            End(CallTrigger.LocalHangup, CallEndReason.HungUp);
    }
}
