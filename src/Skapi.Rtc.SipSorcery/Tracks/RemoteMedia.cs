using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using SIPSorcery.Net;
using SIPSorceryMedia.Abstractions;
using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Sdp;
using Skapi.Rtc.SipSorcery.Descriptions;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.SipSorcery.Tracks;

/// <summary>The tracks of the other side. The stack has no track event: they come from the description.</summary>
internal sealed class RemoteMedia(Action<PeerEvent> raise, ILogger logger) : IDisposable
{
    private readonly ConcurrentDictionary<(MediaKind Kind, int Index), SipSorceryRemoteTrack> _tracks = [];
    private RTCPeerConnection? _connection;
    private long _received;

    /// <summary>How many RTP packets have arrived.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>Receives this connection's frames from now on.</summary>
    public void Use(RTCPeerConnection connection)
    {
        _connection = connection;
        connection.OnVideoFrameReceivedByIndex += OnVideoFrame;
        connection.OnRtpPacketReceivedByIndex += OnPacket;
    }

    /// <summary>Announces the tracks that a description adds.</summary>
    public void Add(RemoteDescription description)
    {
        foreach (var kind in (MediaKind[])[MediaKind.Audio, MediaKind.Video])
        {
            var sections = description.Sections.Where(section => RemoteDescription.KindOf(section) == kind);
            foreach (var (index, section) in sections.Index())
            {
                var sends = !section.IsRejected && section.Direction.HasFlag(SdpDirection.Send);
                if (sends && !_tracks.ContainsKey((kind, index)))
                    Add(kind, index, section);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var track in _tracks.Values)
            track.Dispose();
    }

    private void Add(MediaKind kind, int index, SdpSection section)
    {
        var (id, streamIds) = MediaStreamId.Of(section);
        var track = _tracks[(kind, index)] = new SipSorceryRemoteTrack(kind, id, streamIds, RequestKeyFrame, logger);
        raise(new PeerEvent.TrackAdded(track));
    }

    private void OnVideoFrame(int index, IPEndPoint from, uint timestamp, byte[] frame, VideoFormat format)
    {
        MediaCodec? codec = format.Codec switch
        {
            VideoCodecsEnum.VP8 => MediaCodec.Vp8,
            VideoCodecsEnum.H264 => MediaCodec.H264,
            _ => null,
        };
        if (codec is { } known && _tracks.TryGetValue((MediaKind.Video, index), out var track))
            track.OnFrame(known, frame, timestamp);
    }

    private void OnPacket(int index, IPEndPoint from, SDPMediaTypesEnum kind, RTPPacket packet)
    {
        Interlocked.Increment(ref _received);
        if (kind != SDPMediaTypesEnum.audio || !_tracks.TryGetValue((MediaKind.Audio, index), out var track))
            return;

        var formats = _connection?.AudioStreamList[index].LocalTrack?.Capabilities;
        if (formats?.Find(format => format.ID == packet.Header.PayloadType) is { } format && StackCodecs.CodecOf(format) is { } codec)
            track.OnFrame(codec, packet.Payload, packet.Header.Timestamp);
    }

    /// <summary>Requests a key frame (RFC 4585, section 6.3.1), because a handler that is added late needs one to begin with.</summary>
    private void RequestKeyFrame()
    {
        if (_connection is { connectionState: RTCPeerConnectionState.connected } connection
            && connection.VideoStream is { LocalTrack: { } local, RemoteTrack: { Ssrc: not 0 } remote })
        {
            connection.SendRtcpFeedback(SDPMediaTypesEnum.video, new RTCPFeedback(local.Ssrc, remote.Ssrc, PSFBFeedbackTypesEnum.PLI));
        }
    }
}
