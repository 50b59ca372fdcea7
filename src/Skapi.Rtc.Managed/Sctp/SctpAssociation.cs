using Skapi.Rtc.Managed.Sctp.Packets;
using Skapi.Rtc.Managed.Sctp.Receiving;
using Skapi.Rtc.Managed.Sctp.Resets;
using Skapi.Rtc.Managed.Sctp.Sending;

namespace Skapi.Rtc.Managed.Sctp;

/// <summary>One side of an SCTP association over DTLS (RFC 9260, RFC 8261), without sockets, clocks or threads.</summary>
/// <remarks>
/// After each input, <see cref="WritePacket"/> is called until it returns zero, and <see cref="NextTimeout"/> says when
/// <see cref="HandleTimeout"/> is due. Whenever data are outstanding, a timer runs. No packet throws; what is broken is dropped.
/// </remarks>
internal sealed partial class SctpAssociation : IMessageSink, IDisposable
{
    private readonly SctpOptions _options;
    private readonly ISctpListener _listener;
    private readonly SendQueue _queue = new();
    private readonly RtoEstimator _rto = new();
    private readonly CongestionWindow _window;
    private readonly PathMtu _path;
    private readonly uint _localTag;
    private readonly uint _localInitialTsn;
    private OutstandingData _outstanding;
    private StreamResets? _resets;
    private TsnTracker? _tracker;
    private Reassembly? _reassembly;
    private uint _remoteTag;
    private int _errors;

    /// <summary>Creates an association.</summary>
    /// <param name="options">What the association is created with.</param>
    /// <param name="listener">Receives what the association reports. It may send from within a call, but not handle input.</param>
    public SctpAssociation(SctpOptions options, ISctpListener listener)
    {
        _options = options;
        _listener = listener;
        _buffer = new ReceiveBuffer(options.InitialReceiveBuffer, options.ReceiveBuffer);
        _advertisedWindow = (uint)_buffer.Size;
        _path = new PathMtu(options.MaxPacket, options.MaxProbedPacket);
        _window = new CongestionWindow(_rto, MaxPayload);
        _localTag = Math.Max(1, CreateRandom());
        _localInitialTsn = CreateRandom();
        _outstanding = new OutstandingData(_localInitialTsn, _queue, _rto);
    }

    /// <summary>The state of the association.</summary>
    public SctpState State { get; private set; }

    /// <summary>Whether <see cref="Send"/> is possible: the association is not ending.</summary>
    public bool AcceptsMessages => State <= SctpState.Established;

    /// <summary>Whether messages are interleaved (RFC 8260).</summary>
    public bool IsInterleaved { get; private set; }

    /// <summary>The number of bytes that wait for their first transmission, over all streams.</summary>
    public long BufferedBytes => _queue.BufferedBytes;

    /// <summary>The smoothed round-trip time, or null before the first measurement.</summary>
    public TimeSpan? RoundTripTime => _rto.Smoothed;

    /// <summary>The number of bytes that may be outstanding.</summary>
    public long CongestionWindowSize => _window.Size;

    /// <summary>The number of bytes of a packet that the path carries, as far as is known.</summary>
    public int PathPacketSize => _path.Size;

    /// <summary>Whether a timer runs while data are outstanding. It is true in every state; a simulation asserts it.</summary>
    public bool CannotStall => _outstanding.IsEmpty || _retransmissionDue is not null || State == SctpState.Closed;

    private int MaxPayload => _path.Size - SctpHeader.Size - Chunk.HeaderSize - DataHeaderSize;

    private int DataHeaderSize => (IsInterleaved ? DataHeader.InterleavedSize : DataHeader.Size) - Chunk.HeaderSize;

    private bool CanReceiveData => State is SctpState.Established or SctpState.ShutdownPending or SctpState.ShutdownSent;

    private bool CanSendData => State is SctpState.Established or SctpState.ShutdownPending or SctpState.ShutdownReceived;

    /// <summary>The number of bytes of a stream that wait for their first transmission.</summary>
    public long BufferedBytesOf(ushort stream) => _queue.BufferedBytesOf(stream);

    /// <summary>Sets the share of the line that a stream gets while others send too. The default is 256.</summary>
    public void SetWeight(ushort stream, int weight) => _queue[stream].Weight = weight;

    /// <summary>Copies a message into the queue. Before the association is established, it waits.</summary>
    /// <exception cref="InvalidOperationException">The association is ending or has ended.</exception>
    public void Send(in SendOptions options, ReadOnlySpan<byte> message, TimeSpan now)
    {
        ArgumentOutOfRangeException.ThrowIfZero(message.Length);
        if (!AcceptsMessages)
            throw new InvalidOperationException($"The association is {State}.");

        _queue.Enqueue(options, message, now);
    }

    /// <summary>Resets one of this side's streams, once its messages were sent.</summary>
    public void ResetStream(ushort stream)
    {
        if (_resets is null)
            _resetsBeforeEstablished.Add(stream);
        else
            _resets.Request(stream);
    }

    /// <summary>Packets take another path from now on: what the old one carried is not known of the new one.</summary>
    public void OnPathChanged(TimeSpan now)
    {
        _path.Reset(now);
        _rto.ForgetShortest();
        _window.SetMaxPayload(MaxPayload);
        _errors = 0;

        // The old path was silent for a while. What waits for the next, late retransmission is sent over the new one now.
        if (_rto.ForgetBackOff() && _retransmissionDue is not null)
            _retransmissionDue = now;
    }

    /// <summary>Handles a packet of the other side.</summary>
    public void HandlePacket(ReadOnlySpan<byte> packet, TimeSpan now)
    {
        if (!SctpHeader.TryRead(packet, out var header, out var isChecked) || State == SctpState.Closed
            || header.SourcePort != _options.RemotePort || header.DestinationPort != _options.LocalPort)
            return;

        var rest = packet[SctpHeader.Size..];
        if (!Chunk.TryRead(ref rest, out var chunk) || !IsMine(header, chunk, isChecked))
            return;

        _heartbeatDue = now + _options.HeartbeatInterval;
        do
        {
            HandleChunk(chunk, now);
        }
        while (State != SctpState.Closed && Chunk.TryRead(ref rest, out chunk));

        OnPacketEnd(now);
    }

    /// <inheritdoc/>
    void IMessageSink.OnMessage(ushort stream, uint ppid, byte[] message)
    {
        _held += message.Length;
        _listener.OnMessage(stream, ppid, message);
    }

    /// <inheritdoc/>
    void IMessageSink.OnMessageTooLong(ushort stream) => _listener.OnMessageTooLong(stream);

    /// <inheritdoc/>
    public void Dispose() => _reassembly?.Dispose();

    private uint CreateRandom()
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        _options.Random.Fill(bytes);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    // RFC 9260, section 8.5: the tag keeps packets of another association out. RFC 9653: an INIT always has a checksum.
    private bool IsMine(SctpHeader header, in Chunk first, bool isChecked)
    {
        if (!isChecked && (!_options.ZeroChecksum || first.Type is ChunkType.Init or ChunkType.CookieEcho))
            return false;

        return first.Type switch
        {
            ChunkType.Init => header.VerificationTag == 0,
            ChunkType.Abort or ChunkType.ShutdownComplete when (first.Flags & 1) != 0 =>
                _remoteTag != 0 && header.VerificationTag == _remoteTag,
            _ => header.VerificationTag == _localTag,
        };
    }

    private void HandleChunk(in Chunk chunk, TimeSpan now)
    {
        switch (chunk.Type)
        {
            case ChunkType.Init:
                HandleInit(chunk);
                break;
            case ChunkType.InitAck:
                HandleInitAck(chunk, now);
                break;
            case ChunkType.CookieEcho:
                HandleCookieEcho(chunk);
                break;
            case ChunkType.CookieAck:
                HandleCookieAck();
                break;
            case ChunkType.Data or ChunkType.InterleavedData:
                HandleData(chunk);
                break;
            case ChunkType.Sack:
                HandleSack(chunk, now);
                break;
            case ChunkType.ForwardTsn or ChunkType.InterleavedForwardTsn:
                HandleForwardTsn(chunk);
                break;
            case ChunkType.Reconfig:
                HandleReconfig(chunk, now);
                break;
            case ChunkType.Heartbeat:
                EnqueueControl(ChunkType.HeartbeatAck, 0, chunk.Value);
                break;
            case ChunkType.HeartbeatAck:
                HandleHeartbeatAck(chunk, now);
                break;
            case ChunkType.Abort:
                Close("The other side aborted the association.");
                break;
            case ChunkType.Shutdown or ChunkType.ShutdownAck or ChunkType.ShutdownComplete:
                HandleClosing(chunk, now);
                break;
            default:
                // Unknown chunks and error reports are skipped (RFC 9260, section 3.2).
                break;
        }
    }
}
