using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Calls;

/// <content>The app's events, with every field of the Skapi page.</content>
internal ref partial struct CallStep
{
    private readonly PeerTarget Target => new() { Cid = _model.Remote.Cid };

    private readonly double TimeStamp => (_now - _model.Began).TotalMilliseconds;

    private readonly void Raise(RtcEvent rtcEvent, object? channel = null) => Do(new CallEffect.Raise(rtcEvent, channel));

    private readonly DataChannelTarget TargetOf(ChannelFacts channel) => new() { Cid = _model.Remote.Cid, Label = channel.Label };

    private readonly void RaiseSignalingStateChange() => Raise(new RtcEvent.SignalingStateChange
    {
        Target = Target,
        Timestamp = _now,
        State = _model.Peer.Signaling,
        IceConnectionState = _model.Peer.Ice,
        GatheringState = _model.Peer.Gathering,
    });

    private readonly void RaiseIceGatheringStateChange() => Raise(new RtcEvent.IceGatheringStateChange
    {
        Target = Target,
        Timestamp = _now,
        State = _model.Peer.Gathering,
        IceConnectionState = _model.Peer.Ice,
        SignalingState = _model.Peer.Signaling,
    });

    private readonly void RaiseIceConnectionStateChange() => Raise(new RtcEvent.IceConnectionStateChange
    {
        Target = Target,
        Timestamp = _now,
        State = _model.Peer.Ice,
        GatheringState = _model.Peer.Gathering,
        SignalingState = _model.Peer.Signaling,
    });

    private readonly void RaiseConnectionStateChange() => Raise(new RtcEvent.ConnectionStateChange
    {
        Target = Target,
        Timestamp = _now,
        State = _model.Peer.Connection,
        IceState = _model.Peer.Ice,
        SignalingState = _model.Peer.Signaling,
    });

    private readonly void RaiseNegotiationNeeded() => Raise(new RtcEvent.NegotiationNeeded
    {
        Target = Target,
        Timestamp = _now,
        SignalingState = _model.Peer.Signaling,
        IceConnectionState = _model.Peer.Ice,
        GatheringState = _model.Peer.Gathering,
    });

    private readonly void RaiseIceCandidate(IceCandidate candidate) => Raise(new RtcEvent.IceCandidateFound
    {
        Target = Target,
        Timestamp = _now,
        Candidate = candidate.Candidate,
        SdpMid = candidate.SdpMid,
        SdpMLineIndex = candidate.SdpMLineIndex,
        UsernameFragment = candidate.UsernameFragment,
        Protocol = CandidateAttribute.ProtocolOf(candidate.Candidate),
        GatheringState = _model.Peer.Gathering,
        IceConnectionState = _model.Peer.Ice,
    });

    private readonly void RaiseIceCandidateEnd() => Raise(new RtcEvent.IceCandidateEnd { Target = Target, Timestamp = _now });

    private readonly void RaiseIceCandidateError(PeerEvent.IceCandidateFailed failed) => Raise(new RtcEvent.IceCandidateError
    {
        Target = Target,
        Timestamp = _now,
        ErrorCode = failed.ErrorCode,
        ErrorText = failed.ErrorText,
        Url = failed.Url,
        HostCandidate = failed.HostCandidate,
        GatheringState = _model.Peer.Gathering,
        IceConnectionState = _model.Peer.Ice,
    });

    private readonly void RaiseTrack(IRemoteTrack track) => Raise(new RtcEvent.Track
    {
        Target = Target,
        TimeStamp = TimeStamp,
        Streams = [.. track.StreamIds.Select(id => new MediaStreamInfo { Id = id })],
        MediaTrack = new MediaTrackInfo { Id = track.Id, Kind = track.Kind },
    });

    private readonly void RaiseChannelOpen(ChannelFacts channel) => Raise(new RtcEvent.DataChannelOpen
    {
        Target = TargetOf(channel),
        TimeStamp = TimeStamp,
        ReadyState = channel.State,
        Label = channel.Label,
        Id = channel.Id,
        Ordered = channel.Ordered,
        MaxRetransmits = channel.MaxRetransmits,
        Protocol = channel.Protocol,
    }, channel.Identity);

    private readonly void RaiseChannelMessage(ChannelFacts channel, string? text, ReadOnlyMemory<byte>? binary) =>
        Raise(new RtcEvent.DataChannelMessage
        {
            Target = TargetOf(channel),
            TimeStamp = TimeStamp,
            Data = text,
            Binary = binary,
            LastEventId = "",
            Origin = "",
            ReadyState = channel.State,
            BufferedAmount = channel.BufferedAmount,
        });

    private readonly void RaiseBufferedAmountLow(ChannelFacts channel) => Raise(new RtcEvent.BufferedAmountLow
    {
        Target = TargetOf(channel),
        BufferedAmount = channel.BufferedAmount,
        BufferedAmountLowThreshold = channel.BufferedAmountLowThreshold,
        TimeStamp = TimeStamp,
    });

    private readonly void RaiseChannelError(ChannelFacts channel, PeerEvent.DataChannelFailed failed) => Raise(new RtcEvent.DataChannelError
    {
        Target = TargetOf(channel),
        TimeStamp = TimeStamp,
        Text = failed.Text,
        ErrorCode = failed.ErrorDetail,
        ReadyState = channel.State,
        Label = channel.Label,
    });

    private readonly void RaiseChannelClose(ChannelFacts channel) => Raise(new RtcEvent.DataChannelClose
    {
        Target = TargetOf(channel),
        TimeStamp = TimeStamp,
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
