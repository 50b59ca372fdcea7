using System.Buffers.Binary;
using System.Net;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Stun;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Ice;

/// <summary>Finds a way to the other side and keeps it (RFC 8445, RFC 8838, RFC 7675), without sockets, clocks or threads.</summary>
/// <remarks>
/// What it writes goes to <see cref="IIceListener.Send"/> during the call; <see cref="NextTimeout"/> says when
/// <see cref="HandleTimeout"/> is due. No datagram throws: without the integrity of the right password it is dropped.
/// </remarks>
internal sealed partial class IceAgent
{
    private readonly IceOptions _options;
    private readonly IIceListener _listener;
    private readonly Checklist _checklist = new();
    private readonly Gatherer _gatherer;
    private readonly Consent _consent;
    private readonly ulong _tieBreaker;
    private readonly HashSet<IPEndPoint> _reflexive = [];
    private readonly List<Candidate> _told = [];
    private IPEndPoint? _knownRemote;
    private bool _hasAllHosts;
    private bool _isGatheringComplete;
    private int _nextIndex;

    /// <summary>Creates an agent.</summary>
    /// <param name="options">What the agent is created with.</param>
    /// <param name="listener">Receives what the agent reports.</param>
    /// <param name="isControlling">Whether this side chooses the pair. The side that made the first offer does.</param>
    public IceAgent(IceOptions options, IIceListener listener, bool isControlling = true)
    {
        _options = options;
        _listener = listener;
        _gatherer = new Gatherer(options, listener);
        _consent = new Consent(options);
        IsControlling = isControlling;
        Local = IceCredentials.Create(options.Random);
        Span<byte> random = stackalloc byte[sizeof(ulong)];
        options.Random.Fill(random);
        _tieBreaker = BinaryPrimitives.ReadUInt64BigEndian(random);
    }

    /// <summary>Whether this side chooses the pair.</summary>
    public bool IsControlling { get; private set; }

    /// <summary>This side's credentials.</summary>
    public IceCredentials Local { get; private set; }

    /// <summary>The other side's credentials, or null until its description is set.</summary>
    public IceCredentials? Remote { get; private set; }

    /// <summary>The state of the agent.</summary>
    public IceTransportState State { get; private set; }

    /// <summary>The pair that was chosen, or null.</summary>
    public CandidatePair? Selected { get; private set; }

    /// <summary>The number of times that a pair was chosen.</summary>
    public int SelectedChanges { get; private set; }

    /// <summary>The pair that carries data: chosen, or else the best that works, or else that of before a restart. May be null.</summary>
    public CandidatePair? Current => Selected ?? _checklist.BestValid(IsControlling) ?? _previousPair;

    /// <summary>Whether an address is one of the other side's candidates, or of the pair that carries data during a restart.</summary>
    public bool Knows(IPEndPoint address)
    {
        if (_knownRemote is { } known && (known.IsSameAs(address)))
            return true;

        if (!_checklist.HasRemote(address) && !address.IsSameAs(_previousPair?.Remote.Address))
            return false;

        _knownRemote = address;
        return true;
    }

    /// <summary>Sets the role of this side. Call it before the first candidate of the other side.</summary>
    public void SetRole(bool isControlling) => IsControlling = isControlling;

    /// <summary>Adds an address of this machine.</summary>
    public void AddHost(IPEndPoint address, TimeSpan now)
    {
        var index = _nextIndex++;
        var priority = Candidate.ComputePriority(CandidateType.Host, address.AddressFamily, index);
        var candidate = new Candidate(CandidateType.Host, address, priority, Foundation(CandidateType.Host, index));
        _checklist.AddLocal(candidate);
        Tell(candidate);
        _gatherer.Ask(address, now);
        AddActive();
        Continue(now);
    }

    /// <summary>Adds an address of this machine at which TCP connections are accepted (RFC 6544, passive).</summary>
    public void AddStreamHost(StreamEndPoint address, TimeSpan now)
    {
        var index = _nextIndex++;
        var priority = Candidate.ComputeStreamPriority(StreamRole.Passive, address.AddressFamily, index);
        var candidate = new Candidate(CandidateType.Host, address, priority, $"t{index}") { Role = StreamRole.Passive };
        _checklist.AddLocal(candidate);
        Tell(candidate);
        Continue(now);
    }

    /// <summary>Adds an address at a TURN server. What is sent from it goes through the server.</summary>
    /// <param name="address">The address that the server allocated.</param>
    /// <param name="mapped">How the server sees this side, for the description. Null to tell nothing.</param>
    /// <param name="preference">Orders the ways to servers. The smallest value is preferred.</param>
    /// <param name="now">The current time.</param>
    public void AddRelayed(IPEndPoint address, IPEndPoint? mapped, int preference, TimeSpan now)
    {
        if (State == IceTransportState.Closed || _checklist.Locals.Any(known => known.Address.IsSameAs(address)))
            return;

        var index = _nextIndex++;
        var priority = Candidate.ComputePriority(CandidateType.Relayed, address.AddressFamily, preference + index);
        var candidate = new Candidate(CandidateType.Relayed, address, priority, Foundation(CandidateType.Relayed, index))
        {
            Related = mapped,
        };
        _checklist.AddLocal(candidate);
        Tell(candidate);
        Continue(now);
    }

    /// <summary>Handles that a TCP connection was closed.</summary>
    /// <remarks>
    /// The side that opened it opens another one by a check, which comes from another port. So for the other side the address is gone.
    /// </remarks>
    public void OnStreamClosed(StreamEndPoint local, StreamEndPoint remote, TimeSpan now)
    {
        if (local.Port == StreamEndPoint.AnyPort)
        {
            if (_consent.Due is not null && Current is { } pair && pair.Base.IsSameAs(local) && pair.Remote.Address.IsSameAs(remote))
                SendConsentCheck(now);

            return;
        }

        _checklist.RemoveRemote(remote);
        if (remote.IsSameAs(_knownRemote))
            _knownRemote = null;
        if (remote.IsSameAs(Selected?.Remote.Address))
            Selected = null;

        Continue(now);
    }

    /// <summary>Adds the address under which a server sees an address of this machine.</summary>
    public void AddReflexive(IPEndPoint local, IPEndPoint mapped)
    {
        if (_checklist.Locals.Any(known => known.Address.IsSameAs(mapped)) || !_reflexive.Add(mapped))
            return;

        // Its checks would be those of its base, so it makes no pairs (RFC 8445, section 6.1.2.4).
        var index = _checklist.Locals.ToList().FindIndex(known => known.Address.IsSameAs(local));
        var priority = Candidate.ComputePriority(CandidateType.ServerReflexive, mapped.AddressFamily, index);
        var foundation = Foundation(CandidateType.ServerReflexive, index);
        Tell(new Candidate(CandidateType.ServerReflexive, mapped, priority, foundation, local));
    }

    /// <summary>Removes an address of this machine or of a TURN server, which cannot be used any more.</summary>
    public void RemoveLocal(IPEndPoint address)
    {
        _checklist.RemoveLocal(address);
        _told.RemoveAll(told => (told.Base ?? told.Address).IsSameAs(address));
    }

    /// <summary>Asks further STUN servers from every address of this machine that was added, and those of later ones.</summary>
    public void UseStunServers(IReadOnlyList<IPEndPoint> servers, TimeSpan now)
    {
        _gatherer.Servers = servers;
        foreach (var host in _checklist.Locals.Where(static local => local is { Type: CandidateType.Host, Role: null }))
            _gatherer.Ask(host.Address, now);
    }

    /// <summary>Says that every address of this machine was added.</summary>
    public void EndHosts()
    {
        _hasAllHosts = true;
        CompleteGathering();
    }

    /// <summary>Sets the other side's credentials, which its description carries.</summary>
    public void SetRemote(IceCredentials remote, TimeSpan now)
    {
        if (Remote == remote)
            return;

        Remote = remote;
        _beforeRestart = null;
        _lastCandidateAt = _remoteSetAt = now;
        foreach (var early in _earlyChecks)
            HandleCheck(early.Local, early.From, early.Priority, early.UsesCandidate, now);

        _earlyChecks.Clear();
        Continue(now);
    }

    /// <summary>Adds a candidate of the other side.</summary>
    public void AddRemoteCandidate(Candidate candidate, TimeSpan now)
    {
        if (State == IceTransportState.Closed || _checklist.Remotes.Count >= _options.MaxRemoteCandidates)
            return;

        _lastCandidateAt = now;
        if (!_checklist.AddRemote(candidate))
            return;

        AddActive();
        Continue(now);
    }

    /// <summary>Says that the other side has no more candidates.</summary>
    public void EndRemoteCandidates(TimeSpan now)
    {
        _hasAllRemotes = true;
        Continue(now);
    }

    /// <summary>Reports the candidates of this side again, for another description.</summary>
    public void AnnounceAgain()
    {
        foreach (var candidate in _told)
            _listener.OnCandidate(candidate);

        _isGatheringComplete = false;
        CompleteGathering();
    }

    /// <summary>Handles a datagram that looks like STUN.</summary>
    /// <param name="local">The address of this machine that it came to.</param>
    /// <param name="from">The sender's address.</param>
    /// <param name="datagram">The datagram.</param>
    /// <param name="now">The current time.</param>
    public void HandleDatagram(IPEndPoint local, IPEndPoint from, ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (State == IceTransportState.Closed || !StunMessage.TryRead(datagram, out var message) || message.Method != StunMessage.Binding)
            return;

        if (message.Class == StunClass.Request)
            HandleRequest(local, from, message, now);
        else if (message.Class is StunClass.Success or StunClass.Error)
            HandleResponse(local, from, message, now);
    }

    /// <summary>Ends the agent.</summary>
    public void Close()
    {
        _consent.Stop();
        SetState(IceTransportState.Closed);
    }

    private static string Foundation(CandidateType type, int index) => FormattableString.Invariant($"{(int)type}{index}");

    // A side that opens connections needs no candidate in its description: the other side learns the address from the connection.
    private void AddActive()
    {
        if (!_checklist.Remotes.Any(static remote => remote.Role == StreamRole.Passive))
            return;

        foreach (var host in _checklist.Locals.Where(static local => local is { Type: CandidateType.Host, Role: null }).ToArray())
        {
            var address = new StreamEndPoint(host.Address.Address, StreamEndPoint.AnyPort);
            if (_checklist.Locals.Any(known => known.Address.IsSameAs(address)))
                continue;

            var index = _nextIndex++;
            var priority = Candidate.ComputeStreamPriority(StreamRole.Active, address.AddressFamily, index);
            _checklist.AddLocal(new Candidate(CandidateType.Host, address, priority, $"t{index}") { Role = StreamRole.Active });
        }
    }

    private void Tell(Candidate candidate)
    {
        _told.Add(candidate);
        _listener.OnCandidate(candidate);
    }

    private void CompleteGathering()
    {
        if (_isGatheringComplete || !_hasAllHosts || !_gatherer.IsComplete)
            return;

        _isGatheringComplete = true;
        _listener.OnGatheringComplete();
    }

    private void SetState(IceTransportState state)
    {
        if (State == state || State == IceTransportState.Closed)
            return;

        State = state;
        _listener.OnStateChanged(state);
    }
}
