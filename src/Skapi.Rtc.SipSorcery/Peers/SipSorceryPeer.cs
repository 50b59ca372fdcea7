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
/// A peer over SIPSorcery. It keeps the signaling state itself, because the stack's is “closed” at first and has no rollback.
/// </summary>
/// <remarks>
/// The stack matches the other side's offer with the local tracks when it is set. So an offer is kept until the answer is created, and
/// includes media that are added in between.
/// </remarks>
internal sealed partial class SipSorceryPeer : IRtcPeer
{
    private readonly RtcPeerOptions _options;
    private readonly PeerEventDispatcher _events;
    private readonly ChannelTable _channels;
    private readonly LocalMedia _localMedia;
    private readonly RemoteMedia _remoteMedia;
    private readonly NegotiationFlag _negotiation;
    private readonly List<IceCandidate> _waitingCandidates = [];
    private readonly string _streamId = Guid.NewGuid().ToString("N");
    private StackSession _session;
    private RemoteDescription? _remote;
    private SignalingState _signaling = SignalingState.Stable;
    private bool _isAnswered;
    private bool _isDisposed;

    public SipSorceryPeer(RtcPeerOptions options, IRtcPeerObserver observer, ILogger logger)
    {
        _options = options;
        _events = new PeerEventDispatcher(observer, logger);
        _channels = new ChannelTable(Raise, logger);
        _localMedia = new LocalMedia(options.TimeProvider);
        _remoteMedia = new RemoteMedia(peerEvent => Raise(peerEvent), logger);
        _negotiation = new NegotiationFlag(IsNegotiationNeeded, () => Raise(new PeerEvent.NegotiationNeeded()));
        _session = NewSession();
    }

    /// <inheritdoc/>
    public long MediaReceived => _remoteMedia.Received;

    /// <inheritdoc/>
    public ValueTask AddMediaAsync(MediaOptions media, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(media);
        ThrowIfDisposed();
        if (_session.HasRemote)
        {
            throw SkapiException.NotSupported(
                "The SIPSorcery transport cannot add media to a live connection. Add it before the first offer or answer.");
        }

        _localMedia.Add(media);
        _negotiation.Check();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public IRtcDataChannel CreateDataChannel(DataChannelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ThrowIfDisposed();
        if (_session.HasRemote && _remote?.Data is null)
        {
            throw SkapiException.NotSupported(
                "The connection has no data channels, and the SIPSorcery transport cannot add them later. " +
                "Create one before the first offer.");
        }

        var channel = _channels.Create(options);
        _negotiation.Check();
        return channel;
    }

    /// <inheritdoc/>
    public void SetMuted(MediaKind kind, bool muted)
    {
        ThrowIfDisposed();
        _localMedia.SetMuted(kind, muted);
    }

    /// <inheritdoc/>
    public ValueTask ReplaceAudioAsync(AudioSource? source, CancellationToken cancellationToken = default) => throw NoReplacing();

    /// <inheritdoc/>
    public ValueTask ReplaceVideoAsync(VideoSource? source, CancellationToken cancellationToken = default) => throw NoReplacing();

    /// <inheritdoc/>
    public void RestartIce()
    {
        ThrowIfDisposed();
        throw SkapiException.NotSupported(
            "The SIPSorcery transport cannot restart ICE. The connection goes on as it is. To connect again, create another peer.");
    }

    /// <inheritdoc/>
    public ValueTask<RtcStats> GetStatsAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        throw SkapiException.NotSupported("The SIPSorcery transport has no statistics.");
    }

    /// <inheritdoc/>
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

    private bool IsNegotiationNeeded() =>
        _signaling == SignalingState.Stable && !_session.HasRemote && (_channels.IsNeeded || !_localMedia.IsEmpty);

    /// <summary>Gives the stack the local tracks that it does not have yet.</summary>
    private void AddLocalTracks()
    {
        var connection = _session.Connection;
        if (connection.AudioStream?.LocalTrack is null && _localMedia.TrackOf(MediaKind.Audio) is { } audio)
            connection.addTrack(audio);

        if (connection.VideoStream?.LocalTrack is null && _localMedia.TrackOf(MediaKind.Video) is { } video)
            connection.addTrack(video);
    }

    /// <summary>Gives the stack a track for each offered section. It would reject a section without one.</summary>
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
        if (state == SignalingState.Stable)
            _negotiation.Settle();
    }

    private void Raise(PeerEvent peerEvent, Action? handled = null) => _events.Post(peerEvent, handled);

    private SkapiException NoReplacing()
    {
        ThrowIfDisposed();
        return SkapiException.NotSupported(
            "The SIPSorcery transport cannot replace a source. Mute it, wrap the transport in GStreamerCodecs, or start another call.");
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);
}
