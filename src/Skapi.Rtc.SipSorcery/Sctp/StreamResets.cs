using System.Buffers.Binary;

namespace Skapi.Rtc.SipSorcery.Sctp;

/// <summary>
/// Resets streams together with the other side (RFC 6525): one request at a time, sent again until it is answered. SIPSorcery does not
/// have this extension of SCTP. Without it, the other side would not notice that a data channel is closed.
/// </summary>
internal sealed class StreamResets : IDisposable
{
    private const int MaxAttempts = 10;

    private static readonly TimeSpan RetransmissionTime = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly Queue<ushort> _waiting = new();
    private readonly IStreamResetsOwner _owner;
    private readonly ITimer _timer;
    private (uint Request, uint LastTsn, ushort Stream)? _pending;
    private int _attempts;
    private uint _nextRequest;
    private uint _nextPeerRequest;
    private uint? _acknowledgedTsn;
    private uint? _arrivedTsn;
    private bool _isSent;

    public StreamResets(IStreamResetsOwner owner, TimeProvider time)
    {
        _owner = owner;
        _timer = time.CreateTimer(_ => Repeat(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether the other side can reset streams.</summary>
    public bool IsSupported { get; private set; }

    /// <summary>Handles this side's INIT or INIT ACK. Request numbers begin with the initial TSN (RFC 6525, section 5.1.1).</summary>
    public void OnOurInit(uint initialTsn)
    {
        lock (_gate)
        {
            _nextRequest = initialTsn;
            _arrivedTsn ??= initialTsn - 1;
        }
    }

    /// <summary>Handles the other side's INIT or INIT ACK.</summary>
    public void OnPeerInit(uint initialTsn, bool isSupported)
    {
        lock (_gate)
        {
            _nextPeerRequest = initialTsn;
            _acknowledgedTsn = initialTsn - 1;
            IsSupported = isSupported;
        }
    }

    /// <summary>Handles a SACK of this side: everything up to the TSN has arrived.</summary>
    public void OnAcknowledging(uint cumulativeTsn)
    {
        lock (_gate)
            _acknowledgedTsn = cumulativeTsn;
    }

    /// <summary>Handles a SACK of the other side: everything up to the TSN has arrived there.</summary>
    public void OnAcknowledged(uint cumulativeTsn)
    {
        lock (_gate)
            _arrivedTsn = cumulativeTsn;

        SendPending(isRepeat: false);
    }

    /// <summary>Resets this side of a stream, after the messages that were sent on it.</summary>
    public void Reset(ushort stream)
    {
        if (!IsSupported)
        {
            _owner.OnReset(stream, _owner.LastTsn);
            return;
        }

        lock (_gate)
            _waiting.Enqueue(stream);

        SendNext();
    }

    /// <summary>Handles a RE-CONFIG chunk.</summary>
    public void OnReconfig(ReadOnlySpan<byte> chunk)
    {
        var parameters = chunk[SctpPacket.ChunkHeaderLength..];
        while (parameters.Length >= 8)
        {
            var type = BinaryPrimitives.ReadUInt16BigEndian(parameters);
            var length = BinaryPrimitives.ReadUInt16BigEndian(parameters[2..]);
            if (length < 8 || length > parameters.Length)
                return;

            var sequence = BinaryPrimitives.ReadUInt32BigEndian(parameters[4..]);
            var value = parameters[8..length];
            switch (type)
            {
                case ReconfigChunk.OutgoingResetRequest when value.Length >= 8:
                    OnPeerRequest(sequence, BinaryPrimitives.ReadUInt32BigEndian(value[4..]), value[8..]);
                    break;
                case ReconfigChunk.Response when value.Length >= 4:
                    OnResponse(sequence, (ReconfigResult)BinaryPrimitives.ReadUInt32BigEndian(value));
                    break;
                case ReconfigChunk.IncomingResetRequest:
                    _owner.Send(ReconfigChunk.Respond(sequence, ReconfigResult.Denied));
                    break;
            }

            parameters = parameters[Math.Min(SctpPacket.Padded(length), parameters.Length)..];
        }
    }

    public void Dispose() => _timer.Dispose();

    private void OnPeerRequest(uint request, uint lastTsn, ReadOnlySpan<byte> list)
    {
        ReconfigResult result;
        lock (_gate)
        {
            result = request == _nextPeerRequest - 1 ? ReconfigResult.NothingToDo
                : request != _nextPeerRequest ? ReconfigResult.BadSequenceNumber
                : IsNewer(lastTsn, _acknowledgedTsn) ? ReconfigResult.InProgress
                : ReconfigResult.Performed;
            if (result == ReconfigResult.Performed)
                _nextPeerRequest++;
        }

        _owner.Send(ReconfigChunk.Respond(request, result));
        if (result != ReconfigResult.Performed)
            return;

        var streams = new ushort[list.Length / 2];
        for (var index = 0; index < streams.Length; index++)
            streams[index] = BinaryPrimitives.ReadUInt16BigEndian(list[(2 * index)..]);

        _owner.OnPeerReset(streams, lastTsn);
    }

    private void OnResponse(uint request, ReconfigResult result)
    {
        (uint Request, uint LastTsn, ushort Stream) done;
        lock (_gate)
        {
            // The other side still waits for earlier messages, so the same request is sent again.
            if (_pending is not { } pending || pending.Request != request || result == ReconfigResult.InProgress)
                return;

            done = pending;
            _pending = null;
        }

        _owner.OnReset(done.Stream, done.LastTsn);
        SendNext();
    }

    private void SendNext()
    {
        lock (_gate)
        {
            if (_pending is not null || !_waiting.TryDequeue(out var stream))
                return;

            _pending = (_nextRequest++, _owner.LastTsn, stream);
            _attempts = 0;
            _isSent = false;
            _timer.Change(RetransmissionTime, Timeout.InfiniteTimeSpan);
        }

        SendPending(isRepeat: false);
    }

    private void Repeat()
    {
        (uint Request, uint LastTsn, ushort Stream)? expired = null;
        lock (_gate)
        {
            if (_pending is not null && ++_attempts >= MaxAttempts)
                (expired, _pending) = (_pending, null);
        }

        if (expired is { } pending)
        {
            _owner.OnReset(pending.Stream, pending.LastTsn);
            SendNext();
        }
        else
        {
            SendPending(isRepeat: true);
        }
    }

    /// <summary>
    /// Sends the request, but not before everything that was sent earlier has arrived: GStreamer may otherwise report the reset before the
    /// last message.
    /// </summary>
    private void SendPending(bool isRepeat)
    {
        (uint Request, uint LastTsn, ushort Stream) pending;
        uint lastPeerRequest;
        lock (_gate)
        {
            if (_pending is not { } known || (!isRepeat && (_isSent || IsNewer(known.LastTsn, _arrivedTsn))))
                return;

            _isSent = true;
            pending = known;
            lastPeerRequest = _nextPeerRequest - 1;
            _timer.Change(RetransmissionTime, Timeout.InfiniteTimeSpan);
        }

        _owner.Send(ReconfigChunk.RequestReset(pending.Request, lastPeerRequest, pending.LastTsn, pending.Stream));
    }

    /// <summary>Serial number arithmetic (RFC 1982). Without a reference, nothing has arrived yet.</summary>
    private static bool IsNewer(uint tsn, uint? reference) => reference is not { } known || (int)(tsn - known) > 0;
}
