using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Managed.Negotiation;
using Skapi.Rtc.Statistics;

namespace Skapi.Rtc.Managed.Peer;

/// <content>Statistics (W3C WebRTC Statistics).</content>
internal sealed partial class ManagedPeer
{
    private long _packetsSent;
    private long _bytesSent;
    private long _packetsReceived;
    private long _bytesReceived;

    /// <inheritdoc/>
    public ValueTask<RtcStats> GetStatsAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (Gate)
        {
            ThrowIfDisposed();
            return ValueTask.FromResult(new RtcStats
            {
                Timestamp = _options.TimeProvider.GetUtcNow(),
                Transport = new TransportStats
                {
                    PacketsSent = _packetsSent,
                    BytesSent = _bytesSent,
                    PacketsReceived = _packetsReceived,
                    BytesReceived = _bytesReceived,
                    SelectedCandidatePair = _core.Ice.Current is { } pair ? StatsOf(pair) : null,
                },
                InboundRtp = [.. _media.Transceivers.SelectMany(MediaStatistics.InboundOf)],
                OutboundRtp = [.. _media.Transceivers.Select(MediaStatistics.OutboundOf).OfType<OutboundRtpStats>()],
                DataChannels = _channels.Stats,
            });
        }
    }

    private CandidatePairStats StatsOf(CandidatePair pair) => new(StatsOf(pair.Local), StatsOf(pair.Remote))
    {
        CurrentRoundTripTime = pair.RoundTripTime,
        AvailableOutgoingBitrate = _media.Bitrate,
        Changes = _core.Ice.SelectedChanges,
    };

    private static CandidateStats StatsOf(Candidate candidate) =>
        new(
            CandidateNames.TypeOf(candidate), CandidateNames.ProtocolOf(candidate), candidate.Address.Address.ToString(),
            candidate.Address.Port)
        {
            TcpType = CandidateNames.TcpTypeOf(candidate),
        };
}
