using System.Buffers;
using System.Net;
using Skapi.Rtc.Managed.Dtls;
using Skapi.Rtc.Managed.Dtls.Handshake;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Sctp;
using Skapi.Rtc.Managed.Sctp.Packets;
using Skapi.Rtc.Managed.Stun;
using Skapi.Rtc.Managed.Timing;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Core;

/// <summary>The transports of one peer: ICE below, DTLS and SRTP over it, SCTP over DTLS. It has no sockets, clocks or threads.</summary>
/// <remarks>
/// Every method that takes the time is an input. Call <see cref="Flush"/> after it, which sends what became possible, and then
/// <see cref="HandleTimeout"/> at <see cref="NextTimeout"/>. Not safe for concurrent use.
/// </remarks>
internal sealed partial class PeerCore : IIceListener, IDtlsListener, IDisposable
{
    // The other side may begin its handshake before its description arrives.
    private const int MaxEarlyDatagrams = 8;

    private readonly PeerCoreOptions _options;
    private readonly IPeerCoreListener _listener;
    private readonly ISctpListener _sctpListener;
    private readonly Queue<(IPEndPoint From, byte[] Datagram)> _earlyDatagrams = new();
    private DtlsSession? _dtls;
    private CandidatePair? _path;
    private DtlsTransportState _reportedDtls = DtlsTransportState.New;
    private ushort? _sctpPort;
    private int _remoteMaxPacket;
    private TimeSpan _now;

    /// <summary>Creates a core.</summary>
    /// <param name="options">What the core is created with.</param>
    /// <param name="listener">Receives what the transports report.</param>
    /// <param name="sctpListener">Receives what the association reports.</param>
    /// <param name="media">Receives the media of the other side; null to drop them.</param>
    public PeerCore(PeerCoreOptions options, IPeerCoreListener listener, ISctpListener sctpListener, IMediaHandler? media = null)
    {
        _media = media;
        _options = options;
        _listener = listener;
        _sctpListener = sctpListener;
        Ice = new IceAgent(options.Ice, this);
        _addresses = CreateAddresses(options.TurnServers);
    }

    /// <summary>The ICE agent. Inputs that go to it directly are followed by <see cref="Flush"/> too.</summary>
    public IceAgent Ice { get; }

    /// <summary>The source of random values.</summary>
    public Crypto.IRandomSource Random => _options.Random;

    /// <summary>The association, or null until data channels are negotiated and DTLS is connected.</summary>
    public SctpAssociation? Association { get; private set; }

    /// <summary>Whether this side began the DTLS handshake, or null before the roles are known.</summary>
    public bool? IsDtlsClient { get; private set; }

    /// <summary>When <see cref="HandleTimeout"/> is due, or null if nothing waits.</summary>
    public TimeSpan? NextTimeout
    {
        get
        {
            var next = Ice.NextTimeout;
            Earliest.Include(ref next, NextAddressTimeout);
            Earliest.Include(ref next, _dtls?.NextTimeout);
            Earliest.Include(ref next, Association?.NextTimeout);
            Earliest.Include(ref next, _media?.NextTimeout);
            return next;
        }
    }

    /// <summary>Uses what both descriptions say. The DTLS role and the certificate are decided with the first call.</summary>
    public void SetRemote(RemoteTransport remote, TimeSpan now)
    {
        _now = now;
        if (_sctpPort is null)
            (_sctpPort, _remoteMaxPacket) = (remote.SctpPort, remote.MaxPacket);

        if (_dtls is null)
        {
            IsDtlsClient = remote.IsDtlsClient;
            _dtls = new DtlsSession(
                new DtlsOptions
                {
                    IsClient = remote.IsDtlsClient,
                    Certificate = _options.Certificate,
                    IsTrusted = remote.IsTrusted,
                    Random = _options.Random,
                },
                this);
        }

        Ice.SetRemote(remote.Credentials, now);
        StartAssociation();
    }

    /// <summary>Handles a datagram of the network, or several of one sender, one behind the other.</summary>
    /// <param name="local">The address of this machine that they came to.</param>
    /// <param name="from">The sender's address.</param>
    /// <param name="datagrams">The datagrams. They are changed in place.</param>
    /// <param name="now">The current time.</param>
    /// <returns>The number of datagrams. Records that may have come in several datagrams count as one.</returns>
    public int HandleDatagram(IPEndPoint local, IPEndPoint from, Span<byte> datagrams, TimeSpan now)
    {
        _now = now;
        var count = 0;
        for (; !datagrams.IsEmpty; count++)
        {
            var length = CoalescedDatagrams.LengthOfFirst(datagrams);
            HandleOne(local, from, datagrams[..length], now);
            datagrams = datagrams[length..];
        }

        return count;
    }

    /// <summary>Handles the timers that are due.</summary>
    public void HandleTimeout(TimeSpan now)
    {
        _now = now;
        HandleAddressTimeouts(now);
        Ice.HandleTimeout(now);
        _dtls?.HandleTimeout(now);
        Association?.HandleTimeout(now);
        _media?.HandleTimeout(now);
    }

    /// <summary>Sends everything that may be sent now.</summary>
    public void Flush(TimeSpan now)
    {
        _now = now;
        ScheduleRetirement();
        if (Ice.Current is not { } pair || _dtls is not { } dtls)
            return;

        StartDtls(dtls, now);
        while (dtls.TryTakeDatagram(out var datagram))
            Transmit(pair.Base, pair.Remote.Address, datagram.Span, DatagramKind.Ordinary);

        ReportDtls(dtls);
        UsePath(pair, now);
        if (Association is not { } association)
            return;

        LimitData(association, now);
        var packet = ArrayPool<byte>.Shared.Rent(_options.MaxPacket);
        var record = ArrayPool<byte>.Shared.Rent(_options.MaxPacket + DtlsSession.Overhead);
        int length;
        while (dtls.State == DtlsTransportState.Connected && _listener.CanSend
            && (length = association.WritePacket(packet.AsSpan(0, _options.MaxPacket), now)) > 0)
        {
            var size = dtls.Protect(packet.AsSpan(0, length), record);
            Transmit(pair.Base, pair.Remote.Address, record.AsSpan(0, size), KindOf(association.LastKind));
            _media?.OnDataSent(size, now);
        }

        ArrayPool<byte>.Shared.Return(packet);
        ArrayPool<byte>.Shared.Return(record);
    }

    /// <summary>Ends the transports and tells the other side.</summary>
    public void Close(TimeSpan now)
    {
        Association?.Abort();
        _media?.Close();
        Flush(now);
        _dtls?.Close();
        if (Ice.Current is { } pair && _dtls is not null)
        {
            while (_dtls.TryTakeDatagram(out var datagram))
                Transmit(pair.Base, pair.Remote.Address, datagram.Span, DatagramKind.Ordinary);
        }

        Ice.Close();
        CloseRelays();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _dtls?.Dispose();
        Association?.Dispose();
        EndMedia();
    }

    /// <inheritdoc/>
    void IIceListener.Send(IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> datagram) =>
        Transmit(from, to, datagram, DatagramKind.Ordinary);

    /// <inheritdoc/>
    void IIceListener.OnCandidate(Candidate candidate) => _listener.OnCandidate(candidate);

    /// <inheritdoc/>
    void IIceListener.OnGatheringComplete() => _listener.OnGatheringComplete();

    /// <inheritdoc/>
    void IIceListener.OnServerFailed(IPEndPoint from, IPEndPoint server, int code, string reason) =>
        _listener.OnServerFailed(from, server, code, reason);

    /// <inheritdoc/>
    void IIceListener.OnRemoteVerified(IPEndPoint local, IPEndPoint remote) => _listener.OnRemoteVerified(local, remote);

    /// <inheritdoc/>
    void IIceListener.OnStateChanged(IceTransportState state) => _listener.OnIceState(state);

    /// <inheritdoc/>
    void IDtlsListener.OnApplicationData(ReadOnlySpan<byte> data) => Association?.HandlePacket(data, _now);

    private static DatagramKind KindOf(PacketKind kind) => kind switch
    {
        PacketKind.Probe => DatagramKind.Probe,
        PacketKind.Oversized => DatagramKind.Oversized,
        _ => DatagramKind.Ordinary,
    };

    private void HandleLayer(IPEndPoint local, IPEndPoint from, Span<byte> datagram, TimeSpan now)
    {
        if (StunMessage.IsStun(datagram))
        {
            Ice.HandleDatagram(local, from, datagram, now);
            return;
        }

        if (CoalescedDatagrams.IsMedia(datagram[0]))
        {
            if (Ice.Knows(from))
                HandleMedia(datagram, now);

            return;
        }

        if (!CoalescedDatagrams.IsDtls(datagram[0]))
            return;

        // Only a candidate of the other side is heard, so a stranger cannot spoil the handshake. It is answered where a connectivity check
        // has succeeded, so nobody can make this side send to a victim.
        if (_dtls is { State: DtlsTransportState.Connecting or DtlsTransportState.Connected })
        {
            if (Ice.Knows(from))
                _dtls.HandleDatagram(datagram, now);
        }
        else if (_earlyDatagrams.Count < MaxEarlyDatagrams)
        {
            _earlyDatagrams.Enqueue((from, datagram.ToArray()));
        }
    }

    private void StartDtls(DtlsSession dtls, TimeSpan now)
    {
        if (dtls.State != DtlsTransportState.New)
            return;

        dtls.Start(now);
        while (_earlyDatagrams.TryDequeue(out var early))
        {
            if (Ice.Knows(early.From))
                dtls.HandleDatagram(early.Datagram, now);
        }
    }

    private void ReportDtls(DtlsSession dtls)
    {
        if (dtls.State == _reportedDtls)
            return;

        _reportedDtls = dtls.State;
        if (dtls.State is DtlsTransportState.Closed or DtlsTransportState.Failed)
            EndMedia();

        _listener.OnDtlsState(dtls.State, dtls.Failure);
        StartMedia(dtls);
        StartAssociation();
    }

    private void StartAssociation()
    {
        if (Association is not null || _sctpPort is not { } remotePort || _dtls is not { State: DtlsTransportState.Connected })
            return;

        Association = new SctpAssociation(
            new SctpOptions
            {
                Random = _options.Random,
                LocalPort = _options.SctpPort,
                RemotePort = remotePort,
                MaxReceiveMessage = _options.MaxReceiveMessage,
                MaxProbedPacket = Math.Min(_options.MaxPacket, _remoteMaxPacket),
                ReceiveBuffer = Math.Max(SctpOptions.DefaultReceiveBuffer, 2 * _options.MaxReceiveMessage),
                InitialReceiveBuffer = Math.Max(SctpOptions.DefaultInitialReceiveBuffer, 2 * _options.MaxReceiveMessage),
            },
            _sctpListener);
        Association.Connect(_now);
    }
}
