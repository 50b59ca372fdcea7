using Skapi.Rtc.Managed.Sctp.Packets;

namespace Skapi.Rtc.Managed.Sctp.Sending;

/// <summary>Decides by time whether a fragment is lost: one that was sent clearly later has arrived (RACK, RFC 8985, section 6).</summary>
internal sealed class LossDetector
{
    private const int MaxWindowFactor = 16;

    private TimeSpan? _latestSentAt;
    private uint _latestTsn;
    private int _windowFactor = 1;

    /// <summary>Whether anything has arrived that can show a loss.</summary>
    public bool CanKnow => _latestSentAt is not null;

    /// <summary>Handles a fragment that has arrived.</summary>
    public void OnArrived(in SentChunk chunk, uint tsn, TimeSpan now, RtoEstimator rto)
    {
        // An acknowledgement that is faster than the network is one of the transmission before.
        if (chunk.Transmissions > 1 && now - chunk.SentAt < rto.Shortest)
            return;

        if (_latestSentAt is { } latest && (chunk.SentAt < latest || (chunk.SentAt == latest && Serial.IsBefore(tsn, _latestTsn))))
            return;

        _latestSentAt = chunk.SentAt;
        _latestTsn = tsn;
    }

    /// <summary>Whether a fragment was sent before the latest one that has arrived.</summary>
    public bool IsBeforeLatest(TimeSpan sentAt, uint tsn) =>
        sentAt < _latestSentAt || (sentAt == _latestSentAt && Serial.IsBefore(tsn, _latestTsn));

    /// <summary>When a fragment that was sent before the latest one that has arrived counts as lost.</summary>
    public TimeSpan LostAt(TimeSpan sentAt, RtoEstimator rto)
    {
        var roundTrip = rto.Smoothed ?? RtoEstimator.Initial;
        var window = (rto.Shortest ?? roundTrip) / 4 * _windowFactor;
        return sentAt + roundTrip + (window < roundTrip ? window : roundTrip);
    }

    /// <summary>Lets more time pass for reordering, because a fragment was taken for lost that was not.</summary>
    public void WidenWindow() => _windowFactor = Math.Min(_windowFactor + 1, MaxWindowFactor);
}
