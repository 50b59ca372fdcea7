using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Skapi.Protocol;

namespace Skapi.Rtc.Transport.InMemory;

/// <summary>
/// A transport within one process: no network, no codec, no device. It keeps the whole contract, with W3C WebRTC's states and order of
/// events, so that an app's calls can be tested without a WebRTC stack. Peers made by one instance reach each other.
/// </summary>
/// <param name="timeProvider">The clock of the test pattern and the tone; the system's by default.</param>
/// <param name="loggerFactory">Where a frame handler that throws is written; null writes nothing.</param>
public sealed partial class InMemoryTransport(TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null) : IRtcTransport
{
    private readonly ILogger _logger = loggerFactory?.CreateLogger<InMemoryTransport>() ?? NullLogger<InMemoryTransport>.Instance;
    private readonly Dictionary<string, InMemoryPeer> _peers = new(StringComparer.Ordinal);
    private int _peersMade;

    /// <inheritdoc/>
    public string Name => "in-memory";

    /// <inheritdoc/>
    public RtcCapabilities Capabilities =>
        RtcCapabilities.UnorderedChannels
        | RtcCapabilities.PartialReliability
        | RtcCapabilities.RawMedia
        | RtcCapabilities.EncodedMedia
        | RtcCapabilities.Renegotiation;

    /// <summary>One lock for all the peers: a change of one is often a change of the other.</summary>
    internal Lock Gate { get; } = new();

    internal TimeProvider Time { get; } = timeProvider ?? TimeProvider.System;

    /// <inheritdoc/>
    public ValueTask<IRtcPeer> CreatePeerAsync(RtcPeerOptions options, IRtcPeerObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        cancellationToken.ThrowIfCancellationRequested();
        lock (Gate)
        {
            var peer = new InMemoryPeer(this, $"peer{++_peersMade}", observer);
            _peers.Add(peer.Ufrag, peer);
            return ValueTask.FromResult<IRtcPeer>(peer);
        }
    }

    /// <summary>Finds a peer by the user fragment in its descriptions. Under the <see cref="Gate"/>.</summary>
    internal InMemoryPeer? Find(string ufrag) => _peers.GetValueOrDefault(ufrag);

    /// <summary>Forgets a peer. Under the <see cref="Gate"/>.</summary>
    internal void Remove(InMemoryPeer peer) => _peers.Remove(peer.Ufrag);

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "A frame handler of the other side's {Kind} threw. It goes on hearing frames.")]
    internal partial void LogHandlerFailed(Exception error, MediaKind kind);
}
