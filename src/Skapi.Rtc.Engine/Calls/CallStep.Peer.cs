using System.Collections.Immutable;
using Skapi.Protocol;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Calls;

/// <content>What the peer connection's results and reports mean.</content>
internal ref partial struct CallStep
{
    private void TakeOwnOffer(SessionDescription description)
    {
        // While it was being made, the other side's offer came and took its place.
        if (_model is { State: CallState.Connected, OfferOutstanding: false })
            return;

        if (_model.State == CallState.Calling)
            TakeFirstOffer(description);
        if (_model.OfferOutstanding)
            _model = _model with { OutstandingOffer = description };

        Send(new Signal { Offer = description });
        ReleaseLocalCandidates();
    }

    private void TakeFirstOffer(SessionDescription offer)
    {
        // The published client called while ours was being made, and could not answer it in place of its own: its call ends before.
        if (_model.CollidingOffer is { } theirs && !DataSection.CanBeAnsweredInPlaceOf(theirs, offer))
        {
            Send(new Signal { HungUp = _model.OwnUserId });
            _model = _model with { CollidingOffer = null };
        }

        _model = _model with { SentOffer = offer };
    }

    private void TakeOwnAnswer(SessionDescription description)
    {
        _model = _model with { GivenAnswer = description };
        Send(new Signal { Answer = description });
        ReleaseLocalCandidates();

        if (_model is { Role: CallRole.Callee, PickedUp: false })
        {
            _model = _model with { PickedUp = true };
            Send(new Signal { Pickup = _model.OwnUserId });
        }

        if (_model is { State: CallState.Connecting, RemoteIsOurs: false })
            RemindAfter(_model.Times.Reminder);
        OfferIfNeeded();
    }

    private void ReleaseLocalCandidates()
    {
        foreach (var candidate in _model.HeldLocalCandidates)
            SendCandidate(candidate);

        _model = _model with { LocalDescribed = true, HeldLocalCandidates = [] };
    }

    private void TakePeerEvent(CallInput.PeerReported reported)
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
                TakeConnectionState(changed.State);
                break;
            case PeerEvent.IceCandidateFound found:
                RaiseIceCandidate(found.Candidate);
                TakeLocalCandidate(found.Candidate);
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
            case PeerEvent.TrackAdded added:
                RaiseTrack(added.Track);
                break;
            default:
                TakeChannelEvent(reported.Event, reported.Channel);
                break;
        }
    }

    private void TakeLocalCandidate(IceCandidate candidate)
    {
        if (_model.LocalDescribed)
            SendCandidate(candidate);
        else
            _model = _model with { HeldLocalCandidates = _model.HeldLocalCandidates.Add(candidate) };
    }

    private void SendCandidate(IceCandidate candidate)
    {
        Send(new Signal { Candidate = candidate });
        _model = _model with { SentCandidate = candidate };
    }

    private void RemindAfter(TimeSpan due)
    {
        _model = _model with { Reminder = due };
        Do(new CallEffect.StartTimer(CallTimer.Reminder, due));
    }

    // The published client keeps candidates that come while it still applies the answer, and looks at them only when the next one comes.
    // If none does, it never tries to connect.
    private void Remind(TimeSpan waited)
    {
        if (_model.SentCandidate is { } candidate)
            SendCandidate(candidate);
        RemindAfter(waited * 2);
    }

    private void StopReminding()
    {
        if (_model.Reminder is null)
            return;

        _model = _model with { Reminder = null };
        Do(new CallEffect.StopTimer(CallTimer.Reminder));
    }

    private void TakeConnectionState(PeerConnectionState state)
    {
        switch (state.Known)
        {
            case PeerConnectionState.Values.Connected:
                Fire(CallTrigger.Connect);
                OfferIfNeeded();
                break;
            case PeerConnectionState.Values.Failed when _model.RemoteGone:
                End(CallTrigger.Gone, CallEndReason.Gone);
                break;
            case PeerConnectionState.Values.Failed:
                Fail(new SkapiException(SkapiErrorCode.TransportFailed, "No candidate pair works, or works any longer."));
                break;
            case PeerConnectionState.Values.Disconnected or PeerConnectionState.Values.Closed:
                Lose();
                break;
        }
    }

    private void TakeChannelEvent(PeerEvent peerEvent, ChannelFacts channel)
    {
        switch (peerEvent)
        {
            case PeerEvent.DataChannelOpened:
                _model = _model with { OpenChannels = Without(channel.Identity).Add(channel) };
                RaiseChannelOpen(channel);
                if (_model.AwaitsRecovery && _model.Peer.Connection == PeerConnectionState.Connected)
                    Fire(CallTrigger.Connect);
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
                    Lose();
                break;
        }
    }

    private void HandleMessage(ChannelFacts channel, DataChannelMessage message)
    {
        NoteSignOfLife();
        RaiseChannelMessage(channel, message.Text, message.IsText ? default(ReadOnlyMemory<byte>?) : message.Data);
    }

    private readonly ImmutableArray<ChannelFacts> Without(object channel) =>
        _model.OpenChannels.RemoveAll(open => Equals(open.Identity, channel));

    /// <summary>A call ends with its last channel: whoever closes that one hangs up.</summary>
    private void TakeOwnClosing(object channel)
    {
        var open = _model.OpenChannels.Select(open => Equals(open.Identity, channel) ? open with { State = DataChannelState.Closing } : open);
        _model = _model with { OpenChannels = [.. open] };
        if (!_model.OpenChannels.IsEmpty && _model.OpenChannels.All(static open => open.State == DataChannelState.Closing))
            End(CallTrigger.Hangup, CallEndReason.HungUp);
    }

    private void NoteSignOfLife()
    {
        if (_model.AbsentSince is not null)
            _model = _model with { AbsentSince = _now };
    }

    /// <summary>
    /// The connection is lost, perhaps for a moment; or the other side has hung up, and its word for it, which goes by the gateway,
    /// is still on its way. Where its realtime connection is gone as well, nothing is worth waiting for.
    /// </summary>
    private void Lose()
    {
        if (_model.RemoteGone)
            End(CallTrigger.Gone, CallEndReason.Gone);
        else
            Fire(CallTrigger.Lose);
    }
}
