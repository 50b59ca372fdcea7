using System.Globalization;
using Skapi.Protocol;

namespace Skapi.Samples.Call.Timelines;

/// <summary>Turns events into lines of the timeline.</summary>
internal static class EventEntries
{
    public static Entry Of(RealtimeEvent realtimeEvent) => realtimeEvent switch
    {
        RealtimeEvent.Notice notice => new(Tone.Realtime, notice.Type, $"{notice.Code} {Short(notice.SenderCid)}"),
        RealtimeEvent.Message message => new(Tone.Realtime, message.Type, $"{message.Content}"),
        RealtimeEvent.Private message => new(Tone.Realtime, message.Type, $"{message.Content}"),
        RealtimeEvent.RtcIncoming incoming => new(Tone.Realtime, incoming.Type, $"from {Short(incoming.SenderCid)}"),
        RealtimeEvent.RtcClosed closed => new(Tone.End, closed.Type, closed.Code ?? ""),
        RealtimeEvent.Error error => new(Tone.End, error.Type, error.Text),
        RealtimeEvent.Success success => new(Tone.Realtime, success.Type, success.Text),
        RealtimeEvent.Close close => new(Tone.End, close.Type, close.Text),
        RealtimeEvent.Reconnect reconnect => new(Tone.Realtime, reconnect.Type, reconnect.Text),
        _ => new(Tone.Realtime, realtimeEvent.Type),
    };

    public static Entry Of(RtcEvent rtcEvent) => rtcEvent switch
    {
        RtcEvent.ConnectionStateChange change => new(Tone.Peer, change.Type, change.State.Value),
        RtcEvent.IceConnectionStateChange change => new(Tone.Peer, change.Type, change.State.Value),
        RtcEvent.IceGatheringStateChange change => new(Tone.Peer, change.Type, change.State.Value),
        RtcEvent.SignalingStateChange change => new(Tone.Peer, change.Type, change.State.Value),
        RtcEvent.IceCandidateFound found => new(Tone.Peer, found.Type, $"{found.Protocol} {AddressOf(found.Candidate)}"),
        RtcEvent.IceCandidateError error => new(Tone.End, error.Type, $"{error.ErrorCode} {error.ErrorText}"),
        RtcEvent.NegotiationError error => new(Tone.End, error.Type, error.Text),
        RtcEvent.Track track => new(Tone.Arrival, track.Type, track.MediaTrack.Kind.Value),
        RtcEvent.DataChannelOpen open => new(Tone.Arrival, open.Type, $"channel “{open.Label}”"),
        RtcEvent.DataChannelMessage { Data: { } text } => new(Tone.Arrival, rtcEvent.Type, $"“{text}”"),
        RtcEvent.DataChannelMessage { Binary: { } bytes } =>
            new(Tone.Arrival, rtcEvent.Type, $"{bytes.Length.ToString(CultureInfo.InvariantCulture)} bytes"),
        RtcEvent.DataChannelClose close => new(Tone.End, close.Type, $"channel “{close.Label}”"),
        RtcEvent.DataChannelError error => new(Tone.End, error.Type, error.Text),
        _ => new(Tone.Peer, rtcEvent.Type),
    };

    /// <summary>The start of a connection id, which is long enough to distinguish two of them.</summary>
    private static string Short(string? cid) => cid is { Length: > 12 } ? cid[..12] + "…" : cid ?? "";

    private static string AddressOf(string candidate) =>
        candidate.Split(' ') is [_, _, _, _, var address, var port, ..] ? $"{address}:{port}" : candidate;
}
