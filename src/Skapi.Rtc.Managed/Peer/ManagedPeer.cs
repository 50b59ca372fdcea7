using System.Buffers.Binary;
using Microsoft.Extensions.Logging;
using Skapi.Rtc.Dtls;
using Skapi.Rtc.Managed.Channels;
using Skapi.Rtc.Managed.Core;
using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Managed.Mdns;
using Skapi.Rtc.Managed.Negotiation;
using Skapi.Rtc.Managed.Sctp;
using Skapi.Rtc.Peers;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Peer;

/// <summary>One peer connection. A lock guards it.</summary>
/// <remarks>Events, messages and frames leave it over queues, so nothing of the app runs under the lock.</remarks>
internal sealed partial class ManagedPeer : IRtcPeer, IChannelHost
{
    private const ushort SctpPort = 5000;

    // The array of a message has to be possible.
    private const int MaxSentMessage = 1 << 30;

    private readonly RtcPeerOptions _options;
    private readonly PeerSettings _settings;
    private readonly PeerEventDispatcher _events;
    private readonly PeerStates _states;
    private readonly NegotiationFlag _negotiation;
    private readonly LocalCertificate _certificate;
    private readonly LocalSdp _sdp;
    private readonly ChannelTable _channels;
    private readonly MediaSession _media;
    private readonly PeerCore _core;
    private readonly long _startedAt;
    private bool _isDisposed;

    /// <summary>Creates a peer.</summary>
    /// <param name="options">How it gathers candidates, its clock and its log.</param>
    /// <param name="observer">Receives its events.</param>
    /// <param name="ice">The options of ICE.</param>
    /// <param name="settings">What all peers of the transport have in common; null for the defaults.</param>
    public ManagedPeer(RtcPeerOptions options, IRtcPeerObserver observer, IceOptions ice, PeerSettings? settings = null)
    {
        _options = options;
        _settings = settings ?? new PeerSettings();
        _servers = _settings.Servers;
        _names = new HiddenAddresses(_settings.Mdns);
        _paths = new StreamPaths(this);
        MaxMessageSize = _settings.MaxReceiveMessage;
        _startedAt = options.TimeProvider.GetTimestamp();
        Logger = options.LoggerFactory.CreateLogger("Skapi.Rtc.Managed");
        _events = new PeerEventDispatcher(observer, Logger);
        _states = new PeerStates(peerEvent => Raise(peerEvent)) { Ended = _ => _channels!.LoseAll(_failure) };
        _negotiation = new NegotiationFlag(IsNegotiationNeeded, () => Raise(new PeerEvent.NegotiationNeeded()));
        _certificate = LocalCertificate.Create(options.TimeProvider.GetUtcNow());
        _channels = new ChannelTable(this);
        _media = new MediaSession(this, ice.Random);
        _core = new PeerCore(
            new PeerCoreOptions
            {
                Random = ice.Random,
                Certificate = _certificate,
                Ice = ice,
                TurnServers = _settings.Servers.Turn,
                IsRelayOnly = _settings.IsRelayOnly,
                HasRelaySockets = _settings.SharedPort is not null,
                SctpPort = SctpPort,
                MaxReceiveMessage = _settings.MaxReceiveMessage,
            },
            this,
            _channels,
            _media);
        _media.Attach(_core);
        var fingerprint = CertificateFingerprint.Of(_certificate.Encoded.Span);
        _sdp = new LocalSdp(CreateSessionId(ice.Random), fingerprint, SctpPort, _settings.MaxReceiveMessage, _media.CanonicalName);
        _timer = options.TimeProvider.CreateTimer(_ => OnTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _network = _settings.RestartsByItself ? WatchNetwork() : null;
    }

    /// <inheritdoc/>
    public Lock Gate { get; } = new();

    /// <inheritdoc/>
    public TimeSpan Now => _options.TimeProvider.GetElapsedTime(_startedAt);

    /// <inheritdoc/>
    public ILogger Logger { get; }

    /// <inheritdoc/>
    public SctpAssociation? Association => _core.Association;

    /// <inheritdoc/>
    public bool IsDtlsClient => _core.IsDtlsClient ?? throw new InvalidOperationException("The DTLS role is not known yet.");

    /// <inheritdoc/>
    public int MaxMessageSize { get; private set; }

    /// <inheritdoc/>
    public IRtcDataChannel CreateDataChannel(DataChannelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        lock (Gate)
        {
            ThrowIfDisposed();
            var channel = _channels.Create(options);
            Flush();
            _negotiation.Check();
            return channel;
        }
    }

    /// <inheritdoc/>
    public void Raise(PeerEvent peerEvent, Action? handled = null) => _events.Post(peerEvent, handled);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        var cancelled = Task.CompletedTask;
        lock (Gate)
        {
            if (!_isDisposed)
            {
                _isDisposed = true;
                _channels.DiscardAll();
                DetachSources();
                if (!_hasFaulted)
                {
                    _core.Close(Now);
                    FlushSockets();
                }

                _timer.Dispose();
                _network?.Dispose();
                cancelled = _closing.CancelAsync();
                CloseSockets();
                _names.Dispose();
                _core.Dispose();
                _media.Dispose();
                _certificate.Dispose();
            }
        }

        // What the app registered on the token of its provider may throw.
        await cancelled.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _events.StopAsync().ConfigureAwait(false);
        if (_frames is { } frames)
            await frames.StopAsync().ConfigureAwait(false);
    }

    private static ulong CreateSessionId(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        random.Fill(bytes);

        // RFC 9429, section 5.2.1: the number fits into a signed 64-bit integer.
        return BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 1;
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);
}
