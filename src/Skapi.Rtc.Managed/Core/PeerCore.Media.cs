using Skapi.Rtc.Managed.Dtls;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Rtcp;
using Skapi.Rtc.Managed.Sctp;
using Skapi.Rtc.Managed.Srtp;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Core;

/// <content>Media: SRTP beside DTLS (RFC 5764).</content>
internal sealed partial class PeerCore : IMediaTransport
{
    private readonly IMediaHandler? _media;
    private SrtpSession? _srtp;

    /// <inheritdoc/>
    public bool IsReady => _srtp is not null && Ice.Current is not null;

    /// <inheritdoc/>
    public int Overhead => _srtp?.Sender.Overhead ?? 0;

    /// <inheritdoc/>
    public TimeSpan? RoundTripTime => Ice.Current?.RoundTripTime;

    /// <inheritdoc/>
    public void SendRtp(Span<byte> buffer, int length)
    {
        if (_srtp is { } srtp)
            SendMedia(buffer[..srtp.Sender.ProtectRtp(buffer, length)]);
    }

    /// <inheritdoc/>
    public void SendRtcp(Span<byte> buffer, int length)
    {
        if (_srtp is { } srtp)
            SendMedia(buffer[..srtp.Sender.ProtectRtcp(buffer, length)]);
    }

    private void SendMedia(ReadOnlySpan<byte> packet)
    {
        // Without a path, media are lost, as they are on the network.
        if (Ice.Current is { } pair)
            Transmit(pair.Base, pair.Remote.Address, packet, DatagramKind.Ordinary);
    }

    private void UsePath(CandidatePair pair, TimeSpan now)
    {
        // A restart of ICE may find the same path again.
        if (_path is { } path && path != pair && !(path.Base.IsSameAs(pair.Base) && path.Remote.Address.IsSameAs(pair.Remote.Address)))
        {
            Association?.OnPathChanged(now);
            _media?.OnPathChanged();
        }

        _path = pair;
    }

    // Media and data share one path, so data leave room for media.
    private void LimitData(SctpAssociation association, TimeSpan now)
    {
        if (_media?.LimitData(association.BufferedBytes > 0, now) is { } limit)
            association.Limit(limit.BytesPerSecond, limit.MaxQueue);
        else
            association.RemoveLimit();
    }

    // What comes before the keys is dropped: the other side sends it again, or a key frame, if it is needed.
    private void HandleMedia(Span<byte> packet, TimeSpan now)
    {
        if (_srtp is not { } srtp || _media is not { } media)
            return;

        if (RtcpPacket.IsRtcp(packet))
        {
            if (srtp.Receiver.TryUnprotectRtcp(packet, out var length))
                media.HandleRtcp(packet[..length], now);
        }
        else if (srtp.Receiver.TryUnprotectRtp(packet, out var length))
        {
            media.HandleRtp(packet[..length], now);
        }
    }

    private void StartMedia(DtlsSession dtls)
    {
        if (_media is not { } media || dtls is not { State: DtlsTransportState.Connected, SrtpProfile: { } profile })
            return;

        _srtp = SrtpSession.Create(profile, IsDtlsClient == true, dtls.ExportKeys);
        media.OnReady(_now);
    }

    private void EndMedia()
    {
        _srtp?.Dispose();
        _srtp = null;
    }
}
