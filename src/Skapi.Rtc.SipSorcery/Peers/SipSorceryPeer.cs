using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Peers;
using Skapi.Rtc.SipSorcery.Channels;
using Skapi.Rtc.SipSorcery.Descriptions;
using Skapi.Rtc.SipSorcery.Tracks;
using Skapi.Rtc.Statistics;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.SipSorcery.Peers;

/// <summary>
/// A peer over SIPSorcery. It keeps the signaling state itself: the stack's says “closed” at first, and knows no rollback.
/// </summary>
/// <remarks>
/// The stack matches the other side's offer with the local tracks when it gets it. So an offer is kept until the answer is asked for:
/// what is added in between takes part.
/// </remarks>
internal sealed partial class SipSorceryPeer : IRtcPeer
{
    private readonly RtcPeerOptions _options;
    private readonly PeerEventDispatcher _events;
    private readonly ChannelTable _channels;
    private readonly LocalMedia _localMedia;
    private readonly RemoteMedia _remoteMedia;
    private readonly List<IceCandidate> _waitingCandidates = [];
    private readonly string _streamId = Guid.NewGuid().ToString("N");
    private StackSession _session;
    private RemoteDescription? _remote;
    private SignalingState _signaling = SignalingState.Stable;
    private bool _isAnswered;
    private bool _isDisposed;

    public SipSorceryPeer(RtcPeerOptions options, IRtcPeerObserver observer)
    {
        _options = options;
        var logger = options.LoggerFactory.CreateLogger<SipSorceryTransport>();
        _events = new PeerEventDispatcher(observer, logger);
        _channels = new ChannelTable(Raise, logger);
        _localMedia = new LocalMedia(options.TimeProvider);
        _remoteMedia = new RemoteMedia(peerEvent => Raise(peerEvent), logger);
        _session = NewSession();
    }

    public long MediaReceived => _remoteMedia.Received;

    public ValueTask AddMediaAsync(MediaOptions media, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(media);
        ThrowIfDisposed();
        if (_session.HasRemote)
            throw SkapiException.NotSupported("SIPSorcery's transport adds no media to a live connection. Add it before the first offer or answer.");

        _localMedia.Add(media);
        if (_signaling == SignalingState.Stable)
            Raise(new PeerEvent.NegotiationNeeded());

        return ValueTask.CompletedTask;
    }

    public IRtcDataChannel CreateDataChannel(DataChannelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ThrowIfDisposed();
        if (_session.HasRemote && _remote?.Data is null)
            throw SkapiException.NotSupported("The connection was made without data channels, and SIPSorcery adds none later.");

        var isFirst = !_channels.IsNeeded;
        var channel = _channels.Create(options);
        if (isFirst && !_session.HasRemote && _signaling == SignalingState.Stable)
            Raise(new PeerEvent.NegotiationNeeded());

        return channel;
    }

    public void SetMuted(MediaKind kind, bool muted)
    {
        ThrowIfDisposed();
        _localMedia.SetMuted(kind, muted);
    }

    public ValueTask ReplaceAudioAsync(AudioSource? source, CancellationToken cancellationToken = default) => throw NoReplacing();

    public ValueTask ReplaceVideoAsync(VideoSource? source, CancellationToken cancellationToken = default) => throw NoReplacing();

    public void RestartIce()
    {
        ThrowIfDisposed();
        throw SkapiException.NotSupported("SIPSorcery keeps its ICE credentials for the life of a peer. Create a new peer instead.");
    }

    public ValueTask<RtcStats> GetStatsAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        throw SkapiException.NotSupported("The SIPSorcery transport has no statistics.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _channels.CloseAll();
            _localMedia.Dispose();
            var closed = _events.StopAsync();
            await Task.Run(_session.Dispose).ConfigureAwait(false);
            await closed.ConfigureAwait(false);
            _remoteMedia.Dispose();
        }
    }

    private StackSession NewSession()
    {
        var session = new StackSession(_options, _channels, peerEvent => Raise(peerEvent));
        _localMedia.Use(session.Connection);
        _remoteMedia.Use(session.Connection);
        return session;
    }

    /// <summary>Gives the stack the local tracks that it has not got yet.</summary>
    private void AddLocalTracks()
    {
        var connection = _session.Connection;
        if (connection.AudioStream?.LocalTrack is null && _localMedia.TrackOf(MediaKind.Audio) is { } audio)
            connection.addTrack(audio);

        if (connection.VideoStream?.LocalTrack is null && _localMedia.TrackOf(MediaKind.Video) is { } video)
            connection.addTrack(video);
    }

    /// <summary>Gives the stack a track for each offered section: without one it would answer that it takes nothing.</summary>
    private void AddReceivers(RemoteDescription offer)
    {
        var connection = _session.Connection;
        foreach (var kind in (MediaKind[])[MediaKind.Audio, MediaKind.Video])
        {
            var offered = offer.Sections.Count(section => RemoteDescription.KindOf(section) == kind);
            var present = kind == MediaKind.Audio
                ? connection.AudioStreamList.Count(stream => stream.LocalTrack is not null)
                : connection.VideoStreamList.Count(stream => stream.LocalTrack is not null);
            for (; present < offered; present++)
                connection.addTrack(LocalMedia.ReceiverOf(kind));
        }
    }

    private void SetSignaling(SignalingState state)
    {
        _signaling = state;
        Raise(new PeerEvent.SignalingStateChanged(state));
    }

    private void Raise(PeerEvent peerEvent, Action? handled = null) => _events.Post(peerEvent, handled);

    private SkapiException NoReplacing()
    {
        ThrowIfDisposed();
        return SkapiException.NotSupported("The SIPSorcery transport cannot replace a source. Mute it, or make a new call.");
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);
}
