using Skapi.Rtc.Transport;

namespace Skapi.Rtc.InMemory;

/// <summary>
/// A transport within one process: no network, no codec, no device. It implements the whole contract, with W3C WebRTC's states and order of
/// events, so that an app's calls can be tested without a WebRTC stack. Peers created by one instance reach each other.
/// </summary>
/// <remarks>The tone and the test pattern follow the peer's clock (<see cref="RtcPeerOptions.TimeProvider"/>).</remarks>
public sealed class InMemoryTransport : IRtcTransport
{
    private readonly Dictionary<string, InMemoryPeer> _peers = new(StringComparer.Ordinal);
    private int _peersMade;

    /// <inheritdoc/>
    public string Name => "in-memory";

    /// <inheritdoc/>
    public RtcCapabilities Capabilities =>
        RtcCapabilities.UnorderedChannels
        | RtcCapabilities.PartialReliability
        | RtcCapabilities.IceRestart
        | RtcCapabilities.RawAudio
        | RtcCapabilities.RawVideo
        | RtcCapabilities.EncodedMedia
        | RtcCapabilities.Renegotiation
        | RtcCapabilities.RelayOnly
        | RtcCapabilities.Statistics
        | RtcCapabilities.ReplaceableSources
        | RtcCapabilities.KeyFrameRequests
        | RtcCapabilities.Backpressure;

    /// <summary>The name of the network that the peers are on. Each instance has another one.</summary>
    internal string Network { get; } = Guid.NewGuid().ToString("N");

    /// <summary>One lock for all the peers: a change of one is often a change of the other.</summary>
    internal Lock Gate { get; } = new();

    /// <inheritdoc/>
    public ValueTask<IRtcPeer> CreatePeerAsync(
        RtcPeerOptions options, IRtcPeerObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var server in options.IceServers)
            server.ParseUrls();

        lock (Gate)
        {
            var peer = new InMemoryPeer(this, $"peer{++_peersMade}", options, observer);
            AddUfrag(peer, peer.Name);
            return ValueTask.FromResult<IRtcPeer>(peer);
        }
    }

    /// <summary>Finds a peer by the user fragment in its descriptions. Under the <see cref="Gate"/>.</summary>
    internal InMemoryPeer? Find(string ufrag) => _peers.GetValueOrDefault(ufrag);

    /// <summary>Adds a user fragment of a peer. Under the <see cref="Gate"/>.</summary>
    internal void AddUfrag(InMemoryPeer peer, string ufrag) => _peers[ufrag] = peer;

    /// <summary>Removes a peer. Under the <see cref="Gate"/>.</summary>
    internal void Remove(InMemoryPeer peer)
    {
        foreach (var (ufrag, _) in _peers.Where(entry => entry.Value == peer).ToList())
            _peers.Remove(ufrag);
    }
}
