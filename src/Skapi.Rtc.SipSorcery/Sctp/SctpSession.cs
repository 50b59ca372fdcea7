using SIPSorcery.Net;

namespace Skapi.Rtc.SipSorcery.Sctp;

/// <summary>The SCTP association of a connected peer connection, with stream resets.</summary>
internal sealed class SctpSession : IStreamResetsOwner, IPacketTap, IDisposable
{
    /// <summary>The port that SIPSorcery puts into its descriptions.</summary>
    public const ushort LocalPort = 5000;

    private readonly ISctpListener _listener;
    private readonly DtlsSrtpTransport _dtls;
    private readonly RTCSctpTransport _sctp;
    private readonly TappedTransport _transport;
    private readonly StreamResets _resets;
    private readonly StreamSequences _outgoing = new(isIncoming: false);
    private readonly StreamSequences _incoming = new(isIncoming: true);
    private uint? _lastSentTsn;
    private int _isDisposed;

    private SctpSession(DtlsSrtpTransport dtls, RTPChannel socket, ushort remotePort, ISctpListener listener, TimeProvider time)
    {
        _listener = listener;
        _dtls = dtls;
        _resets = new StreamResets(this, time);
        _transport = new TappedTransport(dtls.Transport, socket, this);
        _sctp = new RTCSctpTransport(LocalPort, remotePort, socket.RTPPort);
        _sctp.OnStateChanged += OnStateChanged;
        _sctp.RTCSctpAssociation.OnData += frame => _listener.OnMessage(frame.StreamID, frame.PPID, frame.UserData);
        _sctp.RTCSctpAssociation.OnAbortReceived += _ => _listener.OnEnded();
    }

    /// <summary>Whether this side is the DTLS client, which takes the even stream ids (RFC 8832, section 6).</summary>
    public bool IsDtlsClient => _dtls.IsClient;

    /// <inheritdoc/>
    public uint LastTsn => _sctp.RTCSctpAssociation.TSN - 1;

    /// <summary>
    /// Replaces the peer connection's own association. It must be called when the connection reports that it is connected, before it
    /// starts its own.
    /// </summary>
    public static SctpSession TakeOver(RTCPeerConnection connection, ushort remotePort, ISctpListener listener, TimeProvider time)
    {
        // The stack's DTLS transport is private, but its media streams have delegates to its methods.
        if (connection.PrimaryStream.GetSecurityContext()?.ProtectRtpPacket.Target is not DtlsSrtpTransport dtls)
        {
            throw SkapiException.NotSupported(
                "The transport works with SIPSorcery 10.0.16, but another version is loaded, whose DTLS transport it cannot find.");
        }


        connection.sctp.Start(new ParkedTransport(), dtls.IsClient);
        return new SctpSession(dtls, connection.GetRtpChannel(), remotePort, listener, time);
    }

    /// <summary>Starts. The DTLS client opens the association, because either side could.</summary>
    public void Start()
    {
        _sctp.Start(_transport, _dtls.IsClient);
        if (_dtls.IsClient)
            _sctp.Associate();
    }

    /// <summary>Queues a message.</summary>
    public void Send(ushort stream, uint protocol, byte[] data) => _sctp.RTCSctpAssociation.SendData(stream, protocol, data);

    /// <summary>
    /// Resets this side of a stream, after the messages that were sent on it. <see cref="ISctpListener.OnReset"/> follows.
    /// </summary>
    public void Reset(ushort stream) => _resets.Reset(stream);

    /// <summary>Ends the association, and the DTLS session so that the other side notices at once.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;

        _resets.Dispose();
        _sctp.Close();
        _dtls.Close();
        _transport.Dispose();
    }

    void IStreamResetsOwner.Send(SctpChunk chunk)
    {
        if (Volatile.Read(ref _isDisposed) != 0)
            return;

        var association = _sctp.RTCSctpAssociation;
        var packet = association.GetControlPacket(chunk).GetBytes();
        _sctp.Send(association.ID, packet, 0, packet.Length);
    }

    void IStreamResetsOwner.OnReset(ushort stream, uint lastTsn)
    {
        _outgoing.Reset(stream, lastTsn);
        _listener.OnReset(stream);
    }

    void IStreamResetsOwner.OnPeerReset(ReadOnlySpan<ushort> streams, uint lastTsn)
    {
        foreach (var stream in streams)
            _incoming.Reset(stream, lastTsn);

        _listener.OnPeerReset(streams);
    }

    ReadOnlySpan<byte> IPacketTap.Sending(ReadOnlySpan<byte> packet)
    {
        switch (packet[SctpPacket.HeaderLength])
        {
            case SctpPacket.Init or SctpPacket.InitAck:
                _resets.OnOurInit(SctpPacket.InitialTsnOfInit(packet[SctpPacket.HeaderLength..]));
                return SctpPacket.WithReconfigSupport(packet);
            case SctpPacket.Data:
                var copy = packet.ToArray();
                if (!_outgoing.Shift(copy.AsSpan(SctpPacket.HeaderLength)))
                    return packet;

                SctpPacket.WriteChecksum(copy, 0, copy.Length);
                return copy;
            case SctpPacket.Sack:
                _resets.OnAcknowledging(SctpPacket.CumulativeTsnOfSack(packet[SctpPacket.HeaderLength..]));
                return packet;
            default:
                return packet;
        }
    }

    void IPacketTap.Sent(ReadOnlySpan<byte> packet)
    {
        // The stack puts each DATA chunk into a packet of its own. Retransmissions were counted before.
        var chunk = packet[SctpPacket.HeaderLength..];
        if (chunk[0] != SctpPacket.Data || (_lastSentTsn is { } last && (int)(SctpPacket.TsnOfData(chunk) - last) <= 0))
            return;

        _lastSentTsn = SctpPacket.TsnOfData(chunk);
        var length = BinaryLength(chunk) - SctpPacket.DataHeaderLength;
        _listener.OnSent(SctpPacket.StreamOfData(chunk), SctpPacket.ProtocolOfData(chunk), length);
    }

    void IPacketTap.Received(byte[] buffer, int offset, int length)
    {
        if (length < SctpPacket.HeaderLength)
            return;

        var isAmended = false;
        var chunks = new SctpChunkReader(buffer.AsSpan(offset, length));
        while (chunks.MoveNext())
        {
            switch (chunks.Type)
            {
                case SctpPacket.Data when chunks.Current.Length >= SctpPacket.DataHeaderLength:
                    isAmended |= _incoming.Shift(chunks.Current);
                    break;
                case SctpPacket.Init or SctpPacket.InitAck when chunks.Current.Length >= SctpPacket.InitLength:
                    _resets.OnPeerInit(SctpPacket.InitialTsnOfInit(chunks.Current), SctpPacket.TakesReconfig(chunks.Current));
                    break;
                case SctpPacket.Sack when chunks.Current.Length >= SctpPacket.SackLength:
                    _resets.OnAcknowledged(SctpPacket.CumulativeTsnOfSack(chunks.Current));
                    break;
                case SctpPacket.Reconfig:
                    _resets.OnReconfig(chunks.Current);
                    break;
            }
        }

        if (isAmended)
            SctpPacket.WriteChecksum(buffer, offset, length);
    }

    private static int BinaryLength(ReadOnlySpan<byte> chunk) => (chunk[2] << 8) | chunk[3];

    private void OnStateChanged(RTCSctpTransportState state)
    {
        if (state == RTCSctpTransportState.Connected)
            _listener.OnEstablished();
        else if (state == RTCSctpTransportState.Closed)
            _listener.OnEnded();
    }
}
