using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Skapi.Protocol;
using Skapi.Rtc.Ice;
using Skapi.Rtc.Managed.Core;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Mdns;
using Skapi.Rtc.Managed.Negotiation;
using Skapi.Rtc.Peers;
using Skapi.Rtc.Sdp;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Peer;

/// <content>The candidates of both sides (RFC 8838, RFC 8839).</content>
internal sealed partial class ManagedPeer
{
    // Far more than any description has. The ICE agent uses fewer.
    private const int MaxCandidateLines = 256;

    private readonly HiddenAddresses _names;
    private bool _hasGathered;
    private string? _endingFragment;
    private bool _mustAnnounce;
    private SdpDocument? _fragmentSource;
    private string? _remoteFragment;

    // The user name fragment of the other side's description, which is compared with that of each candidate.
    private string? RemoteFragment
    {
        get
        {
            if (_fragmentSource != _remote)
            {
                _fragmentSource = _remote;
                _remoteFragment = _remote is null ? null : TransportAttributes.CredentialsOf(_remote)?.UsernameFragment;
            }

            return _remoteFragment;
        }
    }

    /// <inheritdoc/>
    public ValueTask AddIceCandidateAsync(IceCandidate candidate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        lock (Gate)
        {
            ThrowIfDisposed();
            if (_remote is null)
                throw SkapiException.InvalidRequest("A candidate needs a remote description first.");

            if (string.IsNullOrEmpty(candidate.Candidate))
                EndRemoteCandidates();
            else
                AddRemoteCandidate(CandidateLine.Parse(candidate.Candidate), candidate.UsernameFragment);

            Flush();
            return ValueTask.CompletedTask;
        }
    }

    /// <inheritdoc/>
    void IPeerCoreListener.OnCandidate(Candidate candidate)
    {
        // A rollback took the description back. The candidates are announced with the next one.
        if (_local is not { } local)
            return;

        var fragment = _core.Ice.Local.UsernameFragment;
        var extensions = new Dictionary<string, string>(StringComparer.Ordinal);
        if (candidate.Type != CandidateType.Host)
        {
            // The address behind the NAT is hidden too (draft-ietf-mmusic-mdns-ice-candidates, section 3.1.2.2), and the one in front of
            // it with relayed candidates only.
            var related = _settings.HidesAddresses ? null : candidate.Related ?? candidate.Base;
            extensions["raddr"] = (related?.Address ?? AnyOf(candidate.Address)).ToString();
            extensions["rport"] = (related?.Port ?? 9).ToString(CultureInfo.InvariantCulture);
        }

        if (CandidateNames.TcpTypeOf(candidate) is { } tcpType)
            extensions[CandidateNames.TcpType] = tcpType;

        extensions["ufrag"] = fragment;
        var isHidden = _settings.HidesAddresses && candidate.Type == CandidateType.Host;
        var address = candidate.Address.Address.ToString();
        if (isHidden && !_names.TryHide(candidate.Address.Address, _core.Random, out address))
            return;

        var line = new CandidateLine
        {
            Foundation = candidate.Foundation,
            Component = 1,
            Protocol = CandidateNames.ProtocolOf(candidate),
            Priority = candidate.Priority,
            Address = address,
            Port = candidate.Address.Port,
            Type = CandidateNames.TypeOf(candidate),
            Extensions = extensions,
        };
        var index = Math.Max(0, Sections.FirstIndex(local));
        Raise(new PeerEvent.IceCandidateFound(new IceCandidate
        {
            Candidate = line.ToString(),
            SdpMid = local.Sections[index].Mid,
            SdpMLineIndex = (ushort)index,
            UsernameFragment = fragment,
        }));
    }

    /// <inheritdoc/>
    void IPeerCoreListener.OnGatheringComplete()
    {
        Raise(new PeerEvent.IceGatheringStateChanged(IceGatheringState.Complete));
        Raise(new PeerEvent.IceCandidatesEnded());
    }

    /// <inheritdoc/>
    void IPeerCoreListener.OnServerFailed(IPEndPoint from, IPEndPoint server, int code, string reason) => Raise(
        new PeerEvent.IceCandidateFailed((ushort)code, reason, $"stun:{server}", _settings.HidesAddresses ? null : from.ToString()));

    private static IPAddress AnyOf(IPEndPoint address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;

    // A side without trickle writes its candidates into the description: into the first section of the bundle (RFC 9143, section 10.1),
    // which need not be the first one in use.
    private void AddCandidatesOf(SdpDocument remote, int index)
    {
        var sections = new[] { index, remote.TaggedIndex }.Distinct().Where(static used => used >= 0)
            .Select(used => remote.Sections[used]).ToArray();
        foreach (var text in sections.SelectMany(static section => section.Attributes("candidate")).Take(MaxCandidateLines).ToArray())
        {
            try
            {
                AddRemoteCandidate(CandidateLine.Parse($"{CandidateLine.Prefix}{text}"), null);
            }
            catch (SkapiException)
            {
                // The description is applied already. One candidate that cannot be read does not make the others useless.
                ManagedLog.CandidateIgnored(Logger);
            }
        }

        if (sections.Any(static section => section.Has("end-of-candidates")) || remote.Attribute("end-of-candidates") is not null)
            EndRemoteCandidates();
    }

    private void ResolveRemoteCandidate(CandidateLine line, string? usernameFragment)
    {
        if (_names.TryFind(line.Address, out var known))
            AddRemoteCandidate(line with { Address = known.ToString() }, usernameFragment);
        else
            _names.Resolve(line.Address, address => OnResolved(line, usernameFragment, address));
    }

    private void OnResolved(CandidateLine line, string? usernameFragment, IPAddress? address) => HandleInput(() =>
    {
        _names.OnResolved(line.Address, address);
        if (address is not null)
            AddRemoteCandidate(line with { Address = address.ToString() }, usernameFragment);

        // After a restart the candidates of another session are awaited.
        if (_endingFragment is not null && _endingFragment == RemoteFragment && !_names.IsResolving)
            EndRemoteCandidates();
    });

    // A name that is being resolved is a candidate that is to come.
    private void EndRemoteCandidates()
    {
        _endingFragment = _names.IsResolving ? RemoteFragment : null;
        if (_names.IsResolving)
            return;

        if (MustRestartFirst)
            _hasAllNextCandidates = true;
        else
            _core.Ice.EndRemoteCandidates(Now);
    }

    private void Gather()
    {
        if (_hasGathered)
            return;

        _hasGathered = true;
        Raise(new PeerEvent.IceGatheringStateChanged(IceGatheringState.Gathering));

        // Two programs on a machine without a network can still connect.
        _hasLostHost = false;
        var found = FindAddresses() ?? [];
        IReadOnlyList<IPAddress> addresses = found.Count > 0 ? found : [IPAddress.Loopback];
        foreach (var address in addresses)
        {
            if (OpenSocket(address) is { } socket)
                _core.AddHost(socket.LocalEndPoint, Now);
        }

        AddStreamHosts(addresses);

        if (_servers is { } servers)
        {
            ReportUnknownServers(servers);
            _core.EndHosts(Now);
        }

        Flush();
    }

    private IDatagramSocket? OpenSocket(IPAddress address)
    {
        IDatagramSocket? socket;
        if (_settings.SharedPort is not { } port)
        {
            socket = DatagramSocket.TryOpen(address, this, _settings.UsesOffload);
        }
        else
        {
            var known = _sockets.OfType<SharedPortLease>().FirstOrDefault(known => known.LocalEndPoint.Address.Equals(address));
            var lease = known ?? port.TryJoin(address, this);
            lease?.Socket.AddFragment(lease, _core.Ice.Local.UsernameFragment);
            if (known is not null)
                return known;

            socket = lease;
        }

        if (socket is not null)
            _sockets.Add(socket);

        return socket;
    }

    private void ReportUnknownServers(ServerList servers)
    {
        foreach (var url in servers.Unknown)
            Raise(new PeerEvent.IceCandidateFailed(Gatherer.NoAnswer, "The name of the server cannot be resolved.", url, null));
    }

    private bool CanUse(CandidateLine line) =>
        line.Protocol == "udp" || (_settings.ConnectsOverTcp && CandidateNames.IsPassive(line));

    // Other protocols, and names that do not hide an address, are skipped: another candidate of the other side usually works (RFC 8839,
    // section 5.1).
    private void AddRemoteCandidate(CandidateLine line, string? usernameFragment)
    {
        var fragment = usernameFragment ?? line.Extensions.GetValueOrDefault("ufrag");
        var isOfOldSession = fragment is not null && _core.Ice.Remote is { } remote && remote.UsernameFragment != fragment
            && RemoteFragment != fragment;
        if (line is not { Component: 1, Port: > 0 } || !CanUse(line) || isOfOldSession
            || _core.Ice.State == IceTransportState.Closed)
            return;

        if (!IPAddress.TryParse(line.Address, out var address))
        {
            // A candidate that names no session is of the present one, also if a restart comes before its address is known.
            ResolveRemoteCandidate(line, fragment ?? RemoteFragment);
            return;
        }

        var isOfPresentSession = fragment is not null && fragment != RemoteFragment;
        if (MustRestartFirst && !isOfPresentSession)
        {
            if (_nextCandidates.Count < MaxCandidateLines)
                _nextCandidates.Add((line, fragment));

            return;
        }

        if (!AddressRanges.IsHost(address))
            return;

        var endPoint = new IPEndPoint(address, line.Port);
        var candidate = new Candidate(CandidateNames.TypeOf(line), endPoint, line.Priority, line.Foundation);
        if (line.Protocol == "udp")
            _core.Ice.AddRemoteCandidate(candidate, Now);
        else if (StreamPaths.MayConnectTo(address, line.Port))
            _core.Ice.AddRemoteCandidate(candidate with { Address = StreamEndPoint.Of(endPoint), Role = StreamRole.Passive }, Now);
    }
}
