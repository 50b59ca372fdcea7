using System.Buffers.Binary;
using Skapi.Rtc.Managed.Congestion;
using Skapi.Rtc.Managed.Core;
using Skapi.Rtc.Managed.Rtcp;
using Skapi.Rtc.Managed.Timing;

namespace Skapi.Rtc.Managed.Media;

/// <summary>
/// Sends the packets of all sections at the rate that the path carries. A packet gets its numbers, is kept for a repetition and is
/// protected when it leaves. Without reports of the other side nothing waits.
/// </summary>
internal sealed class PacketSender : IDisposable
{
    // What the network adds: UDP and IPv4.
    private const int NetworkOverhead = 28;

    // A picture leaves faster than the average, so that it does not wait for its whole interval. One that takes many intervals would
    // only wait in the network instead, and a policer would drop some of it.
    private const double PaceFactor = 1.25;
    private const double FirstPaceFactor = 2.5;

    private static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan UsualWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxDataQueue = TimeSpan.FromMilliseconds(40);

    private readonly BandwidthEstimator _estimator = new();
    private readonly BitrateShares _shares = new();
    private readonly PacingBudget _budget = new();
    private readonly PacketQueue _queue = new();
    private IMediaTransport? _transport;
    private int _probe;
    private (OutgoingStream Stream, MediaFormat Format, int? Extension)? _padding;
    private double? _limit;

    /// <summary>The bits a second that the path carries, or null before it is known.</summary>
    public long? Bitrate => (long?)LimitOf(_estimator.Rate);

    /// <summary>When <see cref="HandleTimeout"/> is due, or null if nothing waits.</summary>
    public TimeSpan? NextTimeout
    {
        get
        {
            var next = _estimator.NextTimeout;
            if (!_queue.IsEmpty || (_estimator.Probe.Rate is not null && _padding is not null))
                Earliest.Include(ref next, _budget.Due);

            return next;
        }
    }

    /// <summary>The maximum number of bytes that protection adds to a packet.</summary>
    public int Overhead => _transport?.Overhead ?? 0;

    private bool IsReady => _transport is { IsReady: true };

    // What media and data share. Without an estimate, it is what the other side wants.
    private double? Divisible => _estimator.IsKnown ? _estimator.TargetRate : _limit;

    private bool IsPaced => !_estimator.IsIgnored;

    private double PaceRate => !_estimator.IsKnown ? _estimator.Rate * FirstPaceFactor
        : _estimator.IsPoliced || _queue.Bytes * 8 > _estimator.TargetRate * LongWait.TotalSeconds ? _estimator.TargetRate
        : _estimator.TargetRate * PaceFactor;

    /// <summary>Sets what carries the packets.</summary>
    public void Attach(IMediaTransport transport) => _transport = transport;

    /// <summary>Sends a packet, or lets it wait. <see cref="SendWaiting"/> follows.</summary>
    public void Send(in OutgoingPacket packet, TimeSpan now)
    {
        if (packet.TransportSequenceAt == 0 || packet.Kind is PacketKind.Sound || !IsPaced)
            Leave(packet, now);
        else
            _queue.Add(packet);
    }

    /// <summary>Sends the packets whose time has come.</summary>
    public void SendWaiting(TimeSpan now)
    {
        if (!IsReady)
        {
            DropWaiting();
            return;
        }

        if (_estimator.Probe.Id != _probe)
        {
            _probe = _estimator.Probe.Id;
            if (_probe != 0)
                _budget.BeginProbe(now);
        }

        _budget.Update(Math.Max(PaceRate, _estimator.Probe.Rate ?? 0), !_queue.IsEmpty || _estimator.Probe.Rate is not null, now);
        while ((_budget.MaySend || !IsPaced) && _queue.TryTake(out var packet))
            Leave(packet, now);

        while (_estimator.Probe.Rate is not null && _budget.MaySend && _padding is { } source
            && source.Stream.TryCreatePadding(source.Format, source.Extension, Overhead, out var padding))
        {
            // Only packets that are sent use up the budget and the probe.
            if (!Leave(padding, now))
                break;
        }
    }

    /// <summary>Handles the timers that are due.</summary>
    public void HandleTimeout(TimeSpan now)
    {
        _estimator.HandleTimeout(now);
        SendWaiting(now);
    }

    /// <summary>Handles a report of when packets arrived.</summary>
    public void OnFeedback(TransportFeedback feedback, TimeSpan now)
    {
        _estimator.OnFeedback(feedback, now);
        SendWaiting(now);
    }

    /// <summary>Data of data channels are sent over the same path.</summary>
    public void OnDataSent(int bytes, TimeSpan now)
    {
        if (!_shares.IsMediaSent(now))
            return;

        _estimator.OnDataSent(bytes + NetworkOverhead, now);
        _shares.OnDataSent(bytes + NetworkOverhead, now);
    }

    /// <summary>Packets take another path from now on.</summary>
    public void OnPathChanged()
    {
        _limit = null;
        _estimator.OnPathChanged();
    }

    /// <summary>The other side wants no more than this, in bits a second, or null if it does not say any more.</summary>
    public void LimitMedia(double? bitsPerSecond) =>
        _limit = bitsPerSecond is { } limit ? Math.Clamp(limit, RateControl.Min, RateControl.Max) : null;

    /// <summary>The other side does not report any more, because that was negotiated.</summary>
    public void Restart() => _estimator.Restart();

    /// <summary>How much data channels may send now, or null without a limit.</summary>
    public DataLimit? LimitData(bool isWaiting, TimeSpan now)
    {
        if (!_shares.IsMediaSent(now))
            return null;

        if (isWaiting)
            _shares.OnDataWaiting(now);

        return new DataLimit(_estimator.IsKnown ? _shares.DataOf(_estimator, now) / 8 : null, MaxDataQueue);
    }

    /// <summary>The bits a second for pictures, with the headers of their packets; null before the path is known.</summary>
    public double? PicturesAt(TimeSpan now)
    {
        if (Divisible is not { } total)
            return null;

        // What waits is to be sent, too. After a large key frame, smaller pictures keep the delay short.
        var rate = _shares.PicturesOf(total, _limit, now);
        var excess = (_queue.Bytes * 8) - (rate * UsualWait.TotalSeconds);
        return Math.Max(rate - (Math.Max(excess, 0) / DrainTime.TotalSeconds), 0);
    }

    /// <summary>The bits a second for sound, with the headers of its packets; null before the path is known.</summary>
    public double? SoundAt(TimeSpan now) =>
        Divisible is { } total ? _shares.SoundOf(total, _limit, now) : null;

    /// <summary>
    /// Drops the pictures of a stream that would arrive too late: those of which nothing was sent yet, up to the latest key frame if
    /// another one follows, and after it otherwise.
    /// </summary>
    /// <param name="stream">The stream.</param>
    /// <param name="isKeyFrameNext">Whether a key frame follows.</param>
    /// <param name="streams">The number of streams that share the path.</param>
    /// <returns>Whether any were dropped.</returns>
    public bool DropLatePictures(OutgoingStream stream, bool isKeyFrameNext, int streams)
    {
        var max = PaceRate * MaxWait.TotalSeconds / 8;
        if (_queue.Bytes <= max)
            return false;

        // Other streams do not pay for the one that sends most.
        var (all, own) = _queue.CountDroppable(stream, isKeyFrameNext);
        return all > max && own * streams >= all && _queue.DropPictures(stream, isKeyFrameNext);
    }

    /// <summary>Drops everything of a stream.</summary>
    public void Drop(OutgoingStream stream)
    {
        if (_queue.Drop(stream))
            stream.OnFrameDropped();
        if (_padding?.Stream == stream)
            _padding = null;
    }

    /// <inheritdoc/>
    public void Dispose() => _queue.Dispose();

    private double? LimitOf(double estimate) => _estimator.IsKnown ? Math.Min(estimate, _limit ?? estimate) : _limit;

    // Nothing can be sent any more, or until there is another path. Pictures go on with a key frame.
    private void DropWaiting()
    {
        _estimator.CancelProbe();
        while (_queue.TryTake(out var packet))
        {
            if (packet.Kind == PacketKind.Picture)
                packet.Stream.OnFrameDropped();

            packet.Return();
        }
    }

    private bool Leave(in OutgoingPacket packet, TimeSpan now)
    {
        if (_transport is not { IsReady: true } transport)
        {
            packet.Return();
            return false;
        }

        var size = packet.Length + transport.Overhead + NetworkOverhead;
        _shares.OnMediaSent(size, packet.Kind == PacketKind.Sound, now);
        _budget.OnSent(size);
        if (packet.TransportSequenceAt > 0 && packet.Kind != PacketKind.Repetition)
            BinaryPrimitives.WriteUInt16BigEndian(packet.Buffer.AsSpan(packet.TransportSequenceAt), _estimator.OnSent(size, now));

        packet.Stream.Complete(packet);
        transport.SendRtp(packet.Buffer, packet.Length);
        if (packet is { Kind: PacketKind.Picture, TransportSequenceAt: > 0, Format.RetransmissionType: not null })
            _padding = (packet.Stream, packet.Format, packet.Stream.TransportExtension);

        packet.Return();
        return true;
    }
}
