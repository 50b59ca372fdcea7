using System.Net;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Stun;

namespace Skapi.Rtc.Managed.Ice;

/// <summary>The candidates of both sides and the pairs that they make (RFC 8445, section 6.1.2).</summary>
internal sealed class Checklist
{
    /// <summary>The maximum number of pairs (RFC 8445, section 6.1.2.5).</summary>
    public const int MaxPairs = 100;

    private readonly List<Candidate> _locals = [];
    private readonly List<Candidate> _remotes = [];
    private readonly List<CandidatePair> _pairs = [];

    /// <summary>The pairs.</summary>
    public IReadOnlyList<CandidatePair> Pairs => _pairs;

    /// <summary>The candidates of the other side.</summary>
    public IReadOnlyList<Candidate> Remotes => _remotes;

    /// <summary>The candidates of this side.</summary>
    public IReadOnlyList<Candidate> Locals => _locals;

    /// <summary>Adds a candidate of this side that has a socket of its own, and its pairs.</summary>
    public void AddLocal(Candidate local)
    {
        _locals.Add(local);
        foreach (var remote in _remotes)
            AddPair(local, remote);
    }

    /// <summary>Removes a candidate of this side and its pairs.</summary>
    public void RemoveLocal(IPEndPoint address)
    {
        _locals.RemoveAll(local => local.Address.IsSameAs(address));
        _pairs.RemoveAll(pair => pair.Base.IsSameAs(address));
    }

    /// <summary>Adds a candidate of the other side and its pairs.</summary>
    /// <returns>False if the address is known already.</returns>
    public bool AddRemote(Candidate remote)
    {
        var index = _remotes.FindIndex(known => known.Address.IsSameAs(remote.Address));
        if (index >= 0)
        {
            // An address that was first learned from a check keeps its pairs, whatever state they are in, and gets its real priority.
            if (_remotes[index].Type != CandidateType.PeerReflexive)
                return false;

            var old = _remotes[index];
            _remotes[index] = remote;
            foreach (var pair in _pairs.Where(pair => pair.Remote == old))
                pair.Remote = remote;

            return true;
        }

        _remotes.Add(remote);
        foreach (var local in _locals)
            AddPair(local, remote);

        return true;
    }

    /// <summary>Removes a candidate of the other side and its pairs.</summary>
    public void RemoveRemote(IPEndPoint address)
    {
        _remotes.RemoveAll(remote => remote.Address.IsSameAs(address));
        _pairs.RemoveAll(pair => pair.Remote.Address.IsSameAs(address));
    }

    /// <summary>Whether an address is that of a candidate of the other side.</summary>
    public bool HasRemote(IPEndPoint address)
    {
        // Every datagram of a stranger comes here, so it makes no delegate.
        foreach (var remote in _remotes)
        {
            if (remote.Address.IsSameAs(address))
                return true;
        }

        return false;
    }

    /// <summary>Finds the pair of an address of this machine and an address of the other side.</summary>
    public CandidatePair? Find(IPEndPoint local, IPEndPoint remote) =>
        _pairs.Find(pair => pair.Base.IsSameAs(local) && pair.Remote.Address.IsSameAs(remote));

    /// <summary>Finds the pair whose check is under way.</summary>
    public CandidatePair? Find(TransactionId transaction) => _pairs.Find(pair => pair.Transaction == transaction);

    /// <summary>Returns the best pair that waits for its check.</summary>
    public CandidatePair? NextWaiting(bool isControlling) => Best(PairState.Waiting, isControlling);

    /// <summary>Returns the best pair that works.</summary>
    public CandidatePair? BestValid(bool isControlling) => Best(PairState.Succeeded, isControlling);

    /// <summary>Whether a pair may still turn out to be better than another.</summary>
    /// <param name="pair">The other pair.</param>
    /// <param name="isControlling">Whether this side chooses the pair.</param>
    /// <param name="isDirect">Whether pairs that are a fallback themselves do not count.</param>
    public bool HasBetterOpen(CandidatePair pair, bool isControlling, bool isDirect = false) => _pairs.Exists(other =>
        other.State is PairState.Waiting or PairState.InProgress && !(isDirect && other.IsFallback)
        && other.Priority(isControlling) > pair.Priority(isControlling));

    /// <summary>Forgets all candidates and all pairs.</summary>
    public void Clear()
    {
        _locals.Clear();
        _remotes.Clear();
        _pairs.Clear();
    }

    /// <summary>Keeps the candidates and the pairs, for <see cref="Restore"/>.</summary>
    public Saved Save() => new([.. _locals], [.. _remotes], [.. _pairs]);

    /// <summary>Goes back to what was saved.</summary>
    public void Restore(Saved saved)
    {
        Clear();
        _locals.AddRange(saved.Locals);
        _remotes.AddRange(saved.Remotes);
        _pairs.AddRange(saved.Pairs);
    }

    private CandidatePair? Best(PairState state, bool isControlling)
    {
        CandidatePair? best = null;
        foreach (var pair in _pairs)
        {
            if (pair.State == state && (best is null || pair.Priority(isControlling) > best.Priority(isControlling)))
                best = pair;
        }

        return best;
    }

    // TCP leads from a side that opens connections to one that accepts them. One that was accepted leads where it came to alone.
    private static bool CanPair(Candidate local, Candidate remote) =>
        local.Address.AddressFamily == remote.Address.AddressFamily
        && local.Address.Address.IsIPv6LinkLocal == remote.Address.Address.IsIPv6LinkLocal
        && (local.Role, remote.Role) switch
        {
            (null, null) or (StreamRole.Active, StreamRole.Passive) => true,
            (StreamRole.Passive, StreamRole.Active) => local.Address.IsSameAs(remote.Via),
            _ => false,
        };

    private void AddPair(Candidate local, Candidate remote)
    {
        if (!CanPair(local, remote))
            return;

        if (_pairs.Count >= MaxPairs)
        {
            var worst = _pairs.FindLast(pair => pair.State is PairState.Failed or PairState.Waiting);
            if (worst is null)
                return;

            _pairs.Remove(worst);
        }

        _pairs.Add(new CandidatePair(local, remote));
    }

    /// <summary>What <see cref="Save"/> keeps.</summary>
    internal sealed record Saved(IReadOnlyList<Candidate> Locals, IReadOnlyList<Candidate> Remotes, IReadOnlyList<CandidatePair> Pairs);
}
