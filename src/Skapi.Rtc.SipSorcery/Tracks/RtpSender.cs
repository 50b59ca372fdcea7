using SIPSorcery.Net;
using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Rtp;

namespace Skapi.Rtc.SipSorcery.Tracks;

/// <summary>Sends the frames of one kind over the current peer connection. Frames before it is connected are dropped.</summary>
internal sealed class RtpSender(MediaKind kind)
{
    // RFC 3550, section 5.1: the first timestamp is random.
    private readonly uint _firstTimestamp = (uint)Random.Shared.NextInt64(uint.MaxValue);

    private readonly Lock _gate = new();
    private RTCPeerConnection? _connection;
    private volatile bool _isMuted;

    /// <summary>Whether silence, or nothing, is sent.</summary>
    public bool IsMuted
    {
        get => _isMuted;
        set => _isMuted = value;
    }

    private SDPMediaTypesEnum StackKind => kind == MediaKind.Audio ? SDPMediaTypesEnum.audio : SDPMediaTypesEnum.video;

    private MediaStream? Stream => kind == MediaKind.Audio ? _connection?.AudioStream : _connection?.VideoStream;

    /// <summary>The negotiated codec, or null while nothing can be sent.</summary>
    public MediaCodec? Negotiated
    {
        get
        {
            if (_connection is not { connectionState: RTCPeerConnectionState.connected } || Stream?.LocalTrack is not { } track)
                return null;

            return track.StreamStatus is MediaStreamStatusEnum.SendRecv or MediaStreamStatusEnum.SendOnly
                ? track.Capabilities.Select(StackCodecs.CodecOf).FirstOrDefault(codec => codec is not null)
                : null;
        }
    }

    /// <summary>Sends over this connection from now on.</summary>
    public void Use(RTCPeerConnection connection) => _connection = connection;

    /// <summary>Sends a frame, unless another codec was negotiated.</summary>
    public void Send(MediaCodec codec, byte[] data, TimeSpan timestamp)
    {
        if (data.Length == 0 || _connection is not { } connection || Negotiated is null)
            return;

        var format = Stream!.LocalTrack.Capabilities.Find(format => StackCodecs.CodecOf(format) == codec);
        if (format.IsEmpty())
            return;

        var time = unchecked(_firstTimestamp + (uint)(long)(timestamp.TotalSeconds * StackCodecs.ClockRateOf(codec)));
        var isVideo = kind == MediaKind.Video;
        lock (_gate)
        {
            byte[]? previous = null;
            foreach (var payload in RtpPayloads.Of(codec, data))
            {
                if (previous is not null)
                    connection.SendRtpRaw(StackKind, previous, time, 0, format.ID);

                previous = payload;
            }

            // The last packet of a frame has the marker (RFC 7741, section 4.1; RFC 6184, section 5.1).
            if (previous is not null)
                connection.SendRtpRaw(StackKind, previous, time, isVideo ? 1 : 0, format.ID);
        }
    }
}
