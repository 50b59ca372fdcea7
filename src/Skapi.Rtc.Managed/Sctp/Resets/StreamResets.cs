using Skapi.Rtc.Managed.Sctp.Packets;
using Skapi.Rtc.Managed.Sctp.Sending;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Sctp.Resets;

/// <summary>Resets streams, which is how data channels close (RFC 6525; RFC 8831, section 6.7).</summary>
/// <remarks>
/// One request of each side is under way at a time. A stream that is to be reset is paused, its queue is sent to the end, and then the
/// request names the last TSN, so that the other side resets after everything of before has arrived.
/// </remarks>
/// <param name="queue">The messages that wait.</param>
/// <param name="firstRequest">The number of this side's first request.</param>
/// <param name="firstRemoteRequest">The number of the other side's first request.</param>
internal sealed class StreamResets(SendQueue queue, uint firstRequest, uint firstRemoteRequest)
{
    // What fits into a packet beside a response. Further streams go into the next request.
    private const int MaxStreams = 256;

    private readonly SortedSet<ushort> _wanted = [];
    private ushort[] _requested = [];
    private uint _nextRequest = firstRequest;
    private uint _lastTsn;
    private uint _nextRemoteRequest = firstRemoteRequest;
    private ResetResult _lastResult = ResetResult.NothingToDo;
    private (uint Request, ResetResult Result)? _response;

    /// <summary>When the request is sent again, or null if none is under way.</summary>
    public TimeSpan? NextTimeout { get; private set; }

    /// <summary>Whether a chunk is to be sent now.</summary>
    public bool IsDue(TimeSpan now) => _response is not null || now >= NextTimeout
        || (_requested.Length == 0 && _wanted.Count > 0 && _wanted.Any(IsReady));

    /// <summary>Asks to reset one of this side's streams, once its messages were sent.</summary>
    public void Request(ushort stream)
    {
        queue[stream].IsPaused = queue[stream].BufferedBytes == 0;
        _wanted.Add(stream);
    }

    /// <summary>Writes the value of a RECONFIG chunk.</summary>
    /// <param name="writer">Receives the value.</param>
    /// <param name="lastTsn">The last TSN that this side sent.</param>
    /// <param name="now">The current time.</param>
    /// <param name="timeout">The time after which the request is repeated.</param>
    public void Write(ref WireWriter writer, uint lastTsn, TimeSpan now, TimeSpan timeout)
    {
        if (_response is { } response)
        {
            writer.WriteUInt16((int)ParameterType.ReconfigResponse);
            writer.WriteUInt16(12);
            writer.WriteUInt32(response.Request);
            writer.WriteUInt32((uint)response.Result);
            _response = null;
        }

        if (_requested.Length == 0 && _wanted.Count > 0)
        {
            _requested = [.. _wanted.Where(IsReady).Take(MaxStreams)];
            _wanted.ExceptWith(_requested);
            _lastTsn = lastTsn;
            foreach (var stream in _requested)
                queue[stream].IsPaused = true;
        }
        else if (!(now >= NextTimeout))
        {
            return;
        }

        if (_requested.Length == 0)
            return;

        WriteRequest(ref writer);
        NextTimeout = now + timeout;
    }

    /// <summary>Handles a response of the other side.</summary>
    /// <returns>The streams that are reset, or an empty array.</returns>
    public ushort[] HandleResponse(ReadOnlySpan<byte> value, TimeSpan now, TimeSpan timeout)
    {
        var reader = new WireReader(value);
        var request = reader.ReadUInt32();
        var result = (ResetResult)reader.ReadUInt32();
        if (reader.Failed || _requested.Length == 0 || request != _nextRequest)
            return [];

        if (result == ResetResult.InProgress)
        {
            NextTimeout = now + timeout;
            return [];
        }

        // A refusal ends the request too: repeating it would bring the same answer.
        var done = _requested;
        _requested = [];
        _nextRequest++;
        NextTimeout = null;
        foreach (var stream in done)
        {
            queue[stream].ResetNumbers();
            queue[stream].IsPaused = false;
        }

        return done;
    }

    /// <summary>Handles a request of the other side to reset its outgoing streams.</summary>
    /// <param name="value">The parameter's value.</param>
    /// <param name="cumulative">The TSN up to which everything of the other side has arrived.</param>
    /// <param name="known">The streams on which messages have arrived: an empty list of streams means all of them.</param>
    /// <returns>The streams that are reset, or an empty array.</returns>
    public ushort[] HandleRequest(ReadOnlySpan<byte> value, uint cumulative, IReadOnlyCollection<ushort> known)
    {
        var reader = new WireReader(value);
        var request = reader.ReadUInt32();
        reader.ReadUInt32();
        var lastTsn = reader.ReadUInt32();
        if (reader.Failed)
            return [];

        var isRepeated = request == _nextRemoteRequest - 1;
        if (!isRepeated && request != _nextRemoteRequest)
        {
            _response = (request, ResetResult.BadSequenceNumber);
            return [];
        }

        _nextRemoteRequest = request + 1;
        if (isRepeated && _lastResult != ResetResult.InProgress)
        {
            _response = (request, _lastResult);
            return [];
        }

        _lastResult = Serial.IsUpTo(lastTsn, cumulative) ? ResetResult.Performed : ResetResult.InProgress;
        _response = (request, _lastResult);
        if (_lastResult == ResetResult.InProgress)
            return [];

        if (reader.Remaining == 0)
            return [.. known];

        var streams = new ushort[reader.Remaining / sizeof(ushort)];
        for (var i = 0; i < streams.Length; i++)
            streams[i] = reader.ReadUInt16();

        return streams;
    }

    /// <summary>Refuses a request of the other side to reset this side's streams: WebRTC does not use it.</summary>
    public void RefuseIncomingReset(ReadOnlySpan<byte> value)
    {
        var reader = new WireReader(value);
        var request = reader.ReadUInt32();
        if (reader.Failed || request != _nextRemoteRequest)
            return;

        _nextRemoteRequest++;
        _lastResult = ResetResult.Denied;
        _response = (request, ResetResult.Denied);
    }

    private bool IsReady(ushort stream) => queue[stream].BufferedBytes == 0;

    private void WriteRequest(ref WireWriter writer)
    {
        writer.WriteUInt16((int)ParameterType.OutgoingReset);
        writer.WriteUInt16(16 + sizeof(ushort) * _requested.Length);
        writer.WriteUInt32(_nextRequest);
        writer.WriteUInt32(_nextRemoteRequest - 1);
        writer.WriteUInt32(_lastTsn);
        foreach (var stream in _requested)
            writer.WriteUInt16(stream);
    }
}
