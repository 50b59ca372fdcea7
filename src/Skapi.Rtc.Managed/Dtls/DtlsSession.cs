using Skapi.Rtc.Managed.Dtls.Handshake;
using Skapi.Rtc.Managed.Dtls.Records;
using Skapi.Rtc.Managed.Wire;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Dtls;

/// <summary>One side of a DTLS 1.2 session (RFC 6347), without sockets, clocks or threads.</summary>
/// <remarks>
/// After each input, <see cref="TryTakeDatagram"/> returns what is to be sent, and <see cref="NextTimeout"/> says when
/// <see cref="HandleTimeout"/> is due. No input throws: what is broken or forged is dropped, and a handshake that cannot go on fails.
/// Once connected, only a record that was made with the session's keys has an effect.
/// </remarks>
internal sealed class DtlsSession : IDisposable
{
    private const byte AlertWarning = 1;
    private const byte AlertFatal = 2;
    private const int MaxEarlyRecords = 8;

    private readonly DtlsOptions _options;
    private readonly IDtlsListener _listener;
    private readonly RecordLayer _records = new();
    private readonly MessageAssembler _assembler = new();
    private readonly HandshakeProtocol _handshake;
    private readonly Queue<byte[]> _datagrams = new();
    private readonly Queue<(RecordHeader Header, byte[] Body)> _earlyRecords = new();
    private TimeSpan _timeout;
    private TimeSpan _sentAt;
    private TimeSpan _deadline;
    private bool _isRepeating;

    /// <summary>Creates a session.</summary>
    /// <param name="options">What the session is created with.</param>
    /// <param name="listener">Receives the data of the other side.</param>
    public DtlsSession(DtlsOptions options, IDtlsListener listener)
    {
        _options = options;
        _listener = listener;
        _handshake = options.IsClient ? new ClientHandshake(options, _records) : new ServerHandshake(options, _records);
    }

    /// <summary>The number of bytes that a record has beyond its content.</summary>
    public static int Overhead => RecordLayer.Overhead(RecordLayer.ProtectedEpoch);

    /// <summary>The state of the session.</summary>
    public DtlsTransportState State { get; private set; }

    /// <summary>Why the session failed, in words, or null if it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>The protection profile of media, or null if none was negotiated.</summary>
    public SrtpProfile? SrtpProfile => _handshake.SrtpProfile;

    /// <summary>The number of records that were dropped because they were forged, repeated or too old.</summary>
    public long DroppedRecords => _records.Dropped;

    /// <summary>When <see cref="HandleTimeout"/> is due, or null if nothing waits.</summary>
    public TimeSpan? NextTimeout => State != DtlsTransportState.Connecting ? null
        : _handshake.Flight is null ? _deadline
        : Min(_sentAt + _timeout, _deadline);

    /// <summary>Begins the handshake: a client sends its hello, a server waits for one.</summary>
    public void Start(TimeSpan now)
    {
        if (State != DtlsTransportState.New)
            throw new InvalidOperationException("The session was started already.");

        State = DtlsTransportState.Connecting;
        _deadline = now + _options.HandshakeTimeout;
        _handshake.Start();
        if (_handshake.Flight is not null)
            SendFlight(now, isNew: true);
    }

    /// <summary>Handles a datagram of the other side. Its records are decrypted in place.</summary>
    public void HandleDatagram(Span<byte> datagram, TimeSpan now)
    {
        _isRepeating = false;
        ReadOnlySpan<byte> rest = datagram;
        while (State is DtlsTransportState.Connecting or DtlsTransportState.Connected
            && RecordHeader.TryRead(ref rest, out var header, out var body))
        {
            HandleRecord(header, datagram.Slice(datagram.Length - rest.Length - body.Length, body.Length), now);
        }

        // The other side sends a flight again if it did not get this side's answer (RFC 6347, section 4.2.4).
        if (_isRepeating && _handshake.Flight is not null && now - _sentAt >= _options.InitialTimeout / 2)
            SendFlight(now, isNew: false);
    }

    /// <summary>Sends the flight again, or fails if the handshake took too long.</summary>
    public void HandleTimeout(TimeSpan now)
    {
        if (NextTimeout is not { } due || now < due)
            return;

        if (now >= _deadline)
        {
            Fail(AlertDescription.HandshakeFailure, "The other side did not complete the DTLS handshake in time.");
            return;
        }

        _timeout = Min(_timeout * 2, _options.MaxTimeout);
        SendFlight(now, isNew: false);
    }

    /// <summary>Returns the next datagram that is to be sent.</summary>
    public bool TryTakeDatagram(out ReadOnlyMemory<byte> datagram)
    {
        var isThere = _datagrams.TryDequeue(out var bytes);
        datagram = bytes;
        return isThere;
    }

    /// <summary>Writes data as a protected record.</summary>
    /// <param name="data">The data.</param>
    /// <param name="record">Receives the record: the data and <see cref="Overhead"/>.</param>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="InvalidOperationException">The session is not connected.</exception>
    public int Protect(ReadOnlySpan<byte> data, Span<byte> record) => State == DtlsTransportState.Connected
        ? _records.Write(ContentType.ApplicationData, RecordLayer.ProtectedEpoch, data, record)
        : throw new InvalidOperationException($"The session is {State}.");

    /// <summary>Exports key material for another protocol (RFC 5705).</summary>
    /// <exception cref="InvalidOperationException">The session is not connected.</exception>
    public void ExportKeys(ReadOnlySpan<byte> label, Span<byte> output)
    {
        if (State != DtlsTransportState.Connected)
            throw new InvalidOperationException($"The session is {State}.");

        _handshake.Keys!.Export(label, output);
    }

    /// <summary>Ends the session and tells the other side.</summary>
    public void Close()
    {
        if (State == DtlsTransportState.Connected)
            SendAlert(AlertWarning, AlertDescription.CloseNotify);

        if (State is not (DtlsTransportState.Closed or DtlsTransportState.Failed))
            End(DtlsTransportState.Closed);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _records.Dispose();
        _handshake.Dispose();
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private void HandleRecord(RecordHeader header, Span<byte> body, TimeSpan now)
    {
        if (header.Epoch == RecordLayer.ProtectedEpoch && (!_records.HasKeys || (IsData(header) && State == DtlsTransportState.Connecting)))
        {
            // The network reordered records: this one is readable, or may be trusted, when the handshake has gone on.
            if (_earlyRecords.Count < MaxEarlyRecords)
                _earlyRecords.Enqueue((header, body.ToArray()));

            return;
        }

        if (!_records.TryOpen(header, body, out var content))
            return;

        switch (header.Type)
        {
            case ContentType.Handshake:
                HandleHandshake(header.Epoch, content, now);
                break;
            case ContentType.Alert when content.Length == 2:
                HandleAlert(header.Epoch, content[0], (AlertDescription)content[1]);
                break;
            case ContentType.ApplicationData when header.Epoch == RecordLayer.ProtectedEpoch:
                _listener.OnApplicationData(content);
                break;
            default:
                // A ChangeCipherSpec says nothing that the epoch does not; data in plain text and unknown types are dropped.
                break;
        }
    }

    private static bool IsData(RecordHeader header) => header.Type == ContentType.ApplicationData;

    private void HandleHandshake(ushort epoch, ReadOnlySpan<byte> content, TimeSpan now)
    {
        var reader = new WireReader(content);
        while (reader.Remaining > 0 && HandshakeHeader.TryRead(ref reader, out var header))
        {
            var fragment = reader.ReadBytes(header.FragmentLength);
            if (header.Sequence < _assembler.Next)
                _isRepeating |= State != DtlsTransportState.Connected || IsRepeatedFinished(epoch, header);
            else if (State == DtlsTransportState.Connecting)
                _assembler.Add(header, epoch, fragment);
        }

        HandleMessages(now);
    }

    // Once connected, only what the keys protect counts: the other side's last message, which it repeats until it has this side's.
    private static bool IsRepeatedFinished(ushort epoch, HandshakeHeader header) =>
        epoch == RecordLayer.ProtectedEpoch && header.Type == HandshakeType.Finished;

    private void HandleMessages(TimeSpan now)
    {
        try
        {
            while (State == DtlsTransportState.Connecting && _assembler.TryTake(out var message))
            {
                var flights = _handshake.Flights;
                _handshake.Handle(message);
                if (_handshake.Flights != flights)
                    SendFlight(now, isNew: true);

                if (_handshake.IsComplete)
                {
                    State = DtlsTransportState.Connected;
                    _assembler.Clear();
                    _handshake.Complete();
                }
            }
        }
        catch (HandshakeException failure)
        {
            Fail(failure.Alert, failure.Message);
            return;
        }

        HandleEarlyRecords(now);
    }

    private void HandleEarlyRecords(TimeSpan now)
    {
        if (!_records.HasKeys)
            return;

        for (var count = _earlyRecords.Count; count > 0 && _earlyRecords.TryDequeue(out var early); count--)
            HandleRecord(early.Header, early.Body, now);
    }

    private void HandleAlert(ushort epoch, byte level, AlertDescription alert)
    {
        if (State == DtlsTransportState.Connected)
        {
            // A plain-text alert may come from anyone (RFC 6347, section 4.1.2.7).
            if (epoch == RecordLayer.ProtectedEpoch && (level == AlertFatal || alert == AlertDescription.CloseNotify))
                End(DtlsTransportState.Closed);
        }
        else if (level == AlertFatal)
        {
            Failure = $"The other side refused the DTLS handshake: {alert}.";
            End(DtlsTransportState.Failed);
        }
    }

    private void SendFlight(TimeSpan now, bool isNew)
    {
        if (isNew)
            _timeout = _options.InitialTimeout;

        _sentAt = now;
        _handshake.Flight!.Send(_records, _options.MaxDatagram, _datagrams);
    }

    private void SendAlert(byte level, AlertDescription alert)
    {
        var epoch = _records.HasKeys ? RecordLayer.ProtectedEpoch : (ushort)0;
        var record = new byte[RecordLayer.Overhead(epoch) + 2];
        _records.Write(ContentType.Alert, epoch, [level, (byte)alert], record);
        _datagrams.Enqueue(record);
    }

    private void Fail(AlertDescription alert, string message)
    {
        Failure = message;
        SendAlert(AlertFatal, alert);
        End(DtlsTransportState.Failed);
    }

    private void End(DtlsTransportState state)
    {
        State = state;
        _assembler.Clear();
        _earlyRecords.Clear();

        // Nothing can be sent or read any more, so the keys go at once and do not wait for the peer's disposal.
        Dispose();
    }
}
