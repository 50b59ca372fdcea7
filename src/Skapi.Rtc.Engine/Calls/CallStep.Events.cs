using Skapi.Protocol;
using Skapi.Rtc.Ice;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Calls;

/// <content>The events of the app, with every field of the Skapi page.</content>
internal sealed partial class CallStep
{
    private PeerTarget Target => new() { Cid = _model.Remote.Cid };

    private double ElapsedMilliseconds => (_now.Elapsed - _model.Began.Elapsed).TotalMilliseconds;

    private void Raise(RtcEvent rtcEvent, object? channel = null) => Do(new CallEffect.Raise(rtcEvent, channel));

    private DataChannelTarget TargetOf(ChannelFacts channel) => new() { Cid = _model.Remote.Cid, Label = channel.Label };

    private void RaiseSignalingStateChange() => Raise(new RtcEvent.SignalingStateChange
    {
        Target = Target,
        Timestamp = _now.Now,
        State = _model.Peer.Signaling,
        IceConnectionState = _model.Peer.Ice,
        GatheringState = _model.Peer.Gathering,
    });

    private void RaiseIceGatheringStateChange() => Raise(new RtcEvent.IceGatheringStateChange
    {
        Target = Target,
        Timestamp = _now.Now,
        State = _model.Peer.Gathering,
        IceConnectionState = _model.Peer.Ice,
        SignalingState = _model.Peer.Signaling,
    });

    private void RaiseIceConnectionStateChange() => Raise(new RtcEvent.IceConnectionStateChange
    {
        Target = Target,
        Timestamp = _now.Now,
        State = _model.Peer.Ice,
        GatheringState = _model.Peer.Gathering,
        SignalingState = _model.Peer.Signaling,
    });

    private void RaiseConnectionStateChange() => Raise(new RtcEvent.ConnectionStateChange
    {
        Target = Target,
        Timestamp = _now.Now,
        State = _model.Peer.Connection,
        IceState = _model.Peer.Ice,
        SignalingState = _model.Peer.Signaling,
    });

    private void RaiseNegotiationNeeded() => Raise(new RtcEvent.NegotiationNeeded
    {
        Target = Target,
        Timestamp = _now.Now,
        SignalingState = _model.Peer.Signaling,
        IceConnectionState = _model.Peer.Ice,
        GatheringState = _model.Peer.Gathering,
    });

    private void RaiseNegotiationError(SkapiException error) => Raise(new RtcEvent.NegotiationError
    {
        Target = Target,
        Timestamp = _now.Now,
        Text = error.Message,
        ErrorCode = error.Code.Value,
        SignalingState = _model.Peer.Signaling,
    });

    private void RaiseIceCandidate(IceCandidate candidate) => Raise(new RtcEvent.IceCandidateFound
    {
        Target = Target,
        Timestamp = _now.Now,
        Candidate = candidate.Candidate,
        SdpMid = candidate.SdpMid,
        SdpMLineIndex = candidate.SdpMLineIndex,
        UsernameFragment = candidate.UsernameFragment,
        Protocol = CandidateLine.ProtocolOf(candidate.Candidate),
        GatheringState = _model.Peer.Gathering,
        IceConnectionState = _model.Peer.Ice,
    });

    private void RaiseIceCandidateEnd() => Raise(new RtcEvent.IceCandidateEnd { Target = Target, Timestamp = _now.Now });

    private void RaiseIceCandidateError(PeerEvent.IceCandidateFailed failed) => Raise(new RtcEvent.IceCandidateError
    {
        Target = Target,
        Timestamp = _now.Now,
        ErrorCode = failed.ErrorCode,
        ErrorText = failed.ErrorText,
        Url = failed.Url,
        HostCandidate = failed.HostCandidate,
        GatheringState = _model.Peer.Gathering,
        IceConnectionState = _model.Peer.Ice,
    });

    private void RaiseTrack(IRemoteTrack track) => Raise(new RtcEvent.Track
    {
        Target = Target,
        ElapsedMilliseconds = ElapsedMilliseconds,
        Streams = [.. track.StreamIds.Select(id => new MediaStreamInfo { Id = id })],
        MediaTrack = new MediaTrackInfo { Id = track.Id, Kind = track.Kind },
    });

    private void RaiseChannelOpen(ChannelFacts channel) => Raise(new RtcEvent.DataChannelOpen
    {
        Target = TargetOf(channel),
        ElapsedMilliseconds = ElapsedMilliseconds,
        ReadyState = channel.State,
        Label = channel.Label,
        Id = channel.Id,
        Ordered = channel.Ordered,
        MaxRetransmits = channel.MaxRetransmits,
        Protocol = channel.Protocol,
    }, channel.Identity);

    private void RaiseBufferedAmountLow(ChannelFacts channel) => Raise(new RtcEvent.BufferedAmountLow
    {
        Target = TargetOf(channel),
        BufferedAmount = channel.BufferedAmount,
        BufferedAmountLowThreshold = channel.BufferedAmountLowThreshold,
        ElapsedMilliseconds = ElapsedMilliseconds,
    });

    private void RaiseChannelError(ChannelFacts channel, PeerEvent.DataChannelFailed failed) => Raise(new RtcEvent.DataChannelError
    {
        Target = TargetOf(channel),
        ElapsedMilliseconds = ElapsedMilliseconds,
        Text = failed.Text,
        ErrorCode = failed.ErrorDetail,
        ReadyState = channel.State,
        Label = channel.Label,
    });

    private void RaiseChannelClose(ChannelFacts channel) => Raise(new RtcEvent.DataChannelClose
    {
        Target = TargetOf(channel),
        ElapsedMilliseconds = ElapsedMilliseconds,
        ReadyState = DataChannelState.Closed,
        Label = channel.Label,
        Id = channel.Id,
    }, channel.Identity);

    private void RaiseClosedChannels()
    {
        foreach (var channel in _model.OpenChannels)
            RaiseChannelClose(channel);

        _model = _model with { OpenChannels = [] };
    }
}
