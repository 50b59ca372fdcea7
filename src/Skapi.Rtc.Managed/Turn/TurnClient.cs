using System.Net;
using System.Net.Sockets;
using Skapi.Rtc.Managed.Stun;
using Skapi.Rtc.Managed.Timing;

namespace Skapi.Rtc.Managed.Turn;

/// <summary>One address at a TURN server (RFC 8656), without sockets, clocks or threads.</summary>
/// <remarks>
/// What it writes goes to <see cref="ITurnListener.Send"/> during the call; <see cref="NextTimeout"/> says when
/// <see cref="HandleTimeout"/> is due. Nothing that the server or a peer sends throws.
/// </remarks>
internal sealed partial class TurnClient
{
    /// <summary>The error code of a server that cannot be reached (W3C WebRTC, RTCPeerConnectionIceErrorEvent).</summary>
    public const int NotReachable = 701;

    /// <summary>The error code of a server that names another one (RFC 8489, section 10).</summary>
    public const int TryAlternate = 300;

    /// <summary>The error code of a server that has no address of the family that was requested (RFC 8656, section 19).</summary>
    public const int FamilyNotSupported = 440;

    private const byte Udp = 17;
    private const int Ipv6Family = 2;
    private static readonly IPNetwork Nat64Prefix = IPNetwork.Parse("64:ff9b::/96");
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan MinRefresh = TimeSpan.FromSeconds(5);

    private readonly TurnOptions _options;
    private readonly ITurnListener _listener;
    private readonly LongTermCredentials _credentials;
    private readonly StreamFramer _framer = new();

    // Behind a NAT64 (RFC 6146), the IPv6 address of a server is one of IPv4 to the server, whose relayed address has to be as well.
    private bool _requestsIpv6;
    private TimeSpan? _connectBy;
    private TimeSpan? _refreshAt;

    /// <summary>Creates a client.</summary>
    /// <param name="server">The server.</param>
    /// <param name="local">The address of this machine whose socket is used; null for a stream.</param>
    /// <param name="options">What the client is created with.</param>
    /// <param name="listener">Receives what the client reports.</param>
    public TurnClient(TurnServer server, IPEndPoint? local, TurnOptions options, ITurnListener listener)
    {
        (Server, Local, _options, _listener) = (server, local, options, listener);
        _credentials = new LongTermCredentials(server.Username, server.Password);
        _requestsIpv6 = server.Address.AddressFamily == AddressFamily.InterNetworkV6 && !Nat64Prefix.Contains(server.Address.Address);
    }

    /// <summary>The server.</summary>
    public TurnServer Server { get; }

    /// <summary>The address of this machine whose socket is used; null for a stream.</summary>
    public IPEndPoint? Local { get; }

    /// <summary>Whether the server is reached over TCP or TLS.</summary>
    public bool IsStream => Local is null;

    /// <summary>The state.</summary>
    public TurnState State { get; private set; }

    /// <summary>The address that the server allocated, or null.</summary>
    public IPEndPoint? Relayed { get; private set; }

    /// <summary>How the server sees this machine, or null.</summary>
    public IPEndPoint? Mapped { get; private set; }

    /// <summary>The other server that this one named, or null.</summary>
    public IPEndPoint? Alternate { get; private set; }

    /// <summary>When <see cref="HandleTimeout"/> is due, or null if nothing waits.</summary>
    public TimeSpan? NextTimeout
    {
        get
        {
            if (State == TurnState.Ended)
                return null;

            var next = _connectBy;
            Earliest.Include(ref next, _refreshAt);
            foreach (var request in _requests)
                Earliest.Include(ref next, request.Due);
            foreach (var permission in _permissions.Values)
                Earliest.Include(ref next, permission.RenewAt);
            foreach (var channel in _channels.Values)
                Earliest.Include(ref next, channel.RenewAt);

            return next;
        }
    }

    /// <summary>Begins: requests an address, or waits for the stream to open.</summary>
    public void Start(TimeSpan now)
    {
        if (IsStream)
            _connectBy = now + _options.StreamTimeout;
        else
            Allocate(now);
    }

    /// <summary>The stream is open.</summary>
    public void OnConnected(TimeSpan now)
    {
        _connectBy = null;
        if (State == TurnState.Connecting)
            Allocate(now);
    }

    /// <summary>The stream was closed or could not be opened.</summary>
    public void OnDisconnected(string reason) => End(NotReachable, reason);

    /// <summary>Handles bytes of the stream.</summary>
    public void HandleStream(ReadOnlySpan<byte> bytes, TimeSpan now)
    {
        if (State == TurnState.Ended)
            return;

        _framer.Add(bytes, message => HandleMessage(message, now));
        if (_framer.IsBroken)
            End(NotReachable, "The TURN server sent bytes that are neither STUN nor data of a channel.");
    }

    /// <summary>Handles a message of the server. It may be changed.</summary>
    public void HandleMessage(Span<byte> message, TimeSpan now)
    {
        if (State == TurnState.Ended)
            return;

        if (ChannelData.IsChannelData(message))
            HandleChannelData(message, now);
        else if (StunMessage.TryRead(message, out var stun, StreamFramer.MaxMessage))
            HandleStun(message, stun, now);
    }

    /// <summary>Handles the timers that are due.</summary>
    public void HandleTimeout(TimeSpan now)
    {
        if (State == TurnState.Ended)
            return;

        if (now >= _connectBy)
        {
            End(NotReachable, "The connection to the TURN server was not opened in time.");
            return;
        }

        HandleRequestTimeouts(now);
        if (State != TurnState.Allocated)
            return;

        if (now >= _refreshAt)
        {
            _refreshAt = null;
            Request(new TurnRequest(TurnMethod.Refresh), now);
        }

        RenewPeers(now);
    }

    /// <summary>Gives the address back and ends the client.</summary>
    public void Close()
    {
        if (State == TurnState.Allocated || MayBeAllocated())
        {
            var request = new TurnRequest(TurnMethod.Refresh) { Transaction = TransactionId.Create(_options.Random) };
            Transmit(request, lifetime: 0);
        }

        State = TurnState.Ended;
        Forget();
    }

    private void Allocate(TimeSpan now)
    {
        State = TurnState.Allocating;
        Request(new TurnRequest(TurnMethod.Allocate), now);
    }

    private void OnAllocated(in StunMessage response, TimeSpan now)
    {
        if (State != TurnState.Allocating)
            return;

        if (!response.TryReadAddress(StunAttribute.XorRelayedAddress, out var relayed) || relayed.Port == 0)
        {
            End(NotReachable, "The TURN server allocated no address.");
            return;
        }

        Relayed = relayed;
        Mapped = response.TryReadMappedAddress(out var mapped) ? mapped : null;
        State = TurnState.Allocated;
        ScheduleRefresh(response, now);
        _listener.OnAllocated(this);
    }

    // The server may have allocated an address, and its answer be on its way. Without credentials, it only asks for them.
    private bool MayBeAllocated() => State == TurnState.Allocating
        && _requests.Exists(static request => request is { Method: TurnMethod.Allocate, IsAuthenticated: true });

    private void ScheduleRefresh(in StunMessage response, TimeSpan now)
    {
        // RFC 8656, section 3.2: ten minutes by default. A minute is left for the refresh.
        var lifetime = response.TryReadUInt32(StunAttribute.Lifetime, out var seconds) ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.FromMinutes(10);
        if (lifetime > MaxLifetime)
            lifetime = MaxLifetime;

        var wait = lifetime > TimeSpan.FromMinutes(2) ? lifetime - TimeSpan.FromMinutes(1) : lifetime / 2;
        _refreshAt = now + (wait > MinRefresh ? wait : MinRefresh);
    }

    private void End(int code, string reason)
    {
        if (State == TurnState.Ended)
            return;

        State = TurnState.Ended;
        Forget();
        _listener.OnEnded(this, code, reason);
    }

    private void Forget()
    {
        _requests.Clear();
        _permissions.Clear();
        _channels.Clear();
        _numbers.Clear();
        (_connectBy, _refreshAt) = (null, null);
    }
}
