using Skapi.Protocol;
using Skapi.Rtc.Dtls;
using Skapi.Rtc.GStreamer.Channels;
using Skapi.Rtc.GStreamer.Descriptions;
using Skapi.Rtc.GStreamer.Installation;
using Skapi.Rtc.GStreamer.Media;
using Skapi.Rtc.GStreamer.Media.Sending;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.Media;
using Skapi.Rtc.Peers;
using Skapi.Rtc.Statistics;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>One peer connection of webrtcbin: what an app or the engine can do with it.</summary>
internal sealed class GStreamerPeer : IRtcPeer, IRtcRecorder
{
    private readonly PeerSettings _settings;
    private readonly PeerEventDispatcher _events;
    private readonly PeerStates _states;
    private readonly PeerFailures _failures;
    private readonly BackgroundWork _work;
    private readonly PeerPipeline _native;
    private readonly LocalMedia _localMedia;
    private readonly RemoteMedia _remoteMedia;
    private readonly ChannelContext _channelContext;
    private readonly ChannelSet _channels;
    private readonly SectionKeeper _dataSection;
    private readonly TransportWatch _transports;
    private readonly NegotiationFlag _negotiation;
    private readonly DescriptionTranslator _descriptions = new();
    private readonly OfferAnswer _exchange;
    private int _isDisposed;

    public GStreamerPeer(PeerSettings settings, IElementRegistry registry, IRtcPeerObserver observer)
    {
        _settings = settings;
        _events = new PeerEventDispatcher(observer, settings.Logger);
        _states = new PeerStates(peerEvent => _events.Post(peerEvent)) { Connected = OnConnected, Ended = OnEnded };
        _failures = new PeerFailures(_states, settings.Logger);
        _work = new BackgroundWork(_failures.OnCallbackFailed);
        _native = new PeerPipeline(settings.JitterBuffer, settings.Servers);
        _channelContext = new ChannelContext(
            _native.WebRtcBin, settings.Time, settings.Logger, _events.Post, _failures.OnCallbackFailed);
        _channels = new ChannelSet(_channelContext);
        _dataSection = new SectionKeeper(_native.WebRtcBin, _channels.Uses);
        _negotiation = new NegotiationFlag(IsNegotiationNeeded, () => _events.Post(new PeerEvent.NegotiationNeeded()));
        _transports = new TransportWatch(_states, IsTrusted, _failures.OnCallbackFailed);
        _localMedia = new LocalMedia(_native, registry, _failures.OnMediaFailed);
        _remoteMedia = new RemoteMedia(_native, _descriptions, registry, settings.Time, _failures.OnMediaFailed);
        _exchange = new OfferAnswer(_native, _descriptions);
        _native.Run(new PipelineEvents(_events, _states, _failures, _exchange, _channels, _remoteMedia));
    }

    /// <inheritdoc/>
    public long MediaReceived => _remoteMedia.Received;

    /// <inheritdoc/>
    public async ValueTask AddMediaAsync(MediaOptions media, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(media);
        ThrowIfDisposed();
        // Opening a device blocks.
        await Task.Run(() => _localMedia.Add(media), cancellationToken).ConfigureAwait(false);
        _negotiation.Check();
    }

    /// <inheritdoc/>
    public IRtcDataChannel CreateDataChannel(DataChannelOptions options)
    {
        ThrowIfDisposed();
        var channel = _channels.Create(options);
        _negotiation.Check();
        return channel;
    }

    /// <inheritdoc/>
    public async ValueTask<SessionDescription> CreateOfferAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        _exchange.RequireForOffer();
        _localMedia.AttachForOffer();
        if (!_channels.Any && !_localMedia.Transceivers.Any() && _descriptions.Local is null)
            throw SkapiException.InvalidRequest("There is nothing to offer: add media or create a data channel first.");

        if (HasDataSection)
            _dataSection.Keep();

        var offer = await _exchange.CreateOfferAsync(cancellationToken).ConfigureAwait(false);
        _channelContext.Incoming.Attach(_native.WebRtcBin);
        return offer;
    }

    /// <inheritdoc/>
    public async ValueTask<SessionDescription> CreateAnswerAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        _exchange.RequireForAnswer();
        _localMedia.AttachForAnswer(_descriptions);
        var answer = await _exchange.CreateAnswerAsync(cancellationToken).ConfigureAwait(false);
        _channelContext.Incoming.Attach(_native.WebRtcBin);
        return answer;
    }

    /// <inheritdoc/>
    public async ValueTask SetLocalDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        await _exchange.SetLocalAsync(description, cancellationToken).ConfigureAwait(false);
        OnDescriptionSet(description.Type == SdpType.Answer);
    }

    /// <inheritdoc/>
    public async ValueTask SetRemoteDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        var plan = _exchange.ReadRemote(description);
        var tracks = _remoteMedia.Expect(plan, _localMedia.CanReceive);
        try
        {
            await _exchange.SetRemoteAsync(plan, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _remoteMedia.Forget(tracks);
            throw;
        }

        foreach (var track in tracks)
            _events.Post(new PeerEvent.TrackAdded(track));
        OnDescriptionSet(description.Type == SdpType.Answer);
    }

    /// <inheritdoc/>
    public ValueTask AddIceCandidateAsync(IceCandidate candidate, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(candidate);
        _exchange.AddCandidate(candidate);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ReplaceAudioAsync(AudioSource? source, CancellationToken cancellationToken = default) => ReplaceAsync(
        MediaKind.Audio,
        source is null ? null : () => LocalSources.Open(source, error => _failures.OnMediaFailed("An audio source", error)),
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask ReplaceVideoAsync(VideoSource? source, CancellationToken cancellationToken = default) => ReplaceAsync(
        MediaKind.Video,
        source is null ? null : () => LocalSources.Open(source, error => _failures.OnMediaFailed("A video source", error)),
        cancellationToken);

    /// <inheritdoc/>
    public void RestartIce()
    {
        ThrowIfDisposed();
        throw SkapiException.NotSupported(
            "The GStreamer transport cannot restart ICE. The connection goes on as it is. To connect again, create another peer.");
    }

    /// <inheritdoc/>
    public ValueTask<RtcStats> GetStatsAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        // Reading takes locks of the media threads.
        return new ValueTask<RtcStats>(Task.Run(
            () =>
            {
                var sources = RtpSession.Read(_native.WebRtcBin);
                return new RtcStats
                {
                    Timestamp = _settings.Time.GetUtcNow(),
                    Transport = new TransportStats { SelectedCandidatePair = PeerStatistics.Pair(_native.SelectedPair()) },
                    InboundRtp = PeerStatistics.Inbound(_remoteMedia.Streams, sources),
                    OutboundRtp = PeerStatistics.Outbound(_localMedia.NegotiatedTracks, sources),
                    DataChannels = _channels.Stats(),
                };
            },
            cancellationToken));
    }

    /// <inheritdoc/>
    public void SetMuted(MediaKind kind, bool muted)
    {
        ThrowIfDisposed();
        _localMedia.SetMuted(kind, muted);
    }

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> RecordAsync(string path, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        ArgumentException.ThrowIfNullOrEmpty(path);
        return await _remoteMedia.RecordAsync(path, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;

        _failures.OnClosing();
        var eventsEnd = _events.StopAsync();
        await _work.StopAsync().ConfigureAwait(false);
        await _remoteMedia.CloseAsync().ConfigureAwait(false);
        if (_states.IsConnected)
            await SayGoodbyeAsync().ConfigureAwait(false);

        // The channels first, which the app can call from any thread and which use the pipeline.
        _channels.Dispose();
        _dataSection.Dispose();
        // Stopping waits for the native threads, so it must not run on one of them.
        await Task.Run(_native.Stop).ConfigureAwait(false);
        _localMedia.Dispose();
        _transports.Dispose();
        await eventsEnd.ConfigureAwait(false);
    }

    private bool IsTrusted(string? certificate)
    {
        if (CertificateFingerprint.Refusal(_descriptions.Remote, certificate) is not { } reason)
            return true;

        PeerLog.CertificateRefused(_settings.Logger, reason);
        // The other side may consider itself connected. The notice is sent when the handshake's thread is free.
        _work.Add("The end of a refused connection", () => _ = CloseNotice.SendAsync(_native.WebRtcBin));
        return false;
    }

    // Opening a device blocks, and ending a source waits for its thread.
    private ValueTask ReplaceAsync(MediaKind kind, Func<(LocalSource Source, RtpCodec Codec)>? open, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        return new ValueTask(Task.Run(() => _localMedia.Replace(kind, open), cancellationToken));
    }

    private void OnConnected() => _work.Add("The start of the media", _localMedia.Start);

    private void OnEnded(bool failed) => _channels.OnTransportEnded(failed);

    private void OnDescriptionSet(bool isAnswer)
    {
        _transports.Attach(_native.InnerTransceiver!);
        if (!isAnswer)
            return;

        _channelContext.MaxMessageSize = _exchange.ReadMaxMessageSize();
        _localMedia.OnStable(_descriptions);
        if (_descriptions.Map.Sections.Any(section => section is { Media: "application", IsRejected: true }))
            _channels.OnRejected();
        _negotiation.Settle();
    }

    private bool IsNegotiationNeeded()
    {
        if (!_exchange.IsStable)
            return false;

        return _localMedia.HasUnattached || _exchange.HasUnanswered(_localMedia.Transceivers)
            || (_channels.Any && !HasDataSection);
    }

    private bool HasDataSection => _descriptions.Map.Sections.Any(section => section.Media == "application");

    // The data channels first: the published client notices their closing. Then DTLS, for calls without data channels.
    private async Task SayGoodbyeAsync()
    {
        try
        {
            await _channels.CloseAsync().WaitAsync(_settings.CloseTimeout, _settings.Time).ConfigureAwait(false);
            await CloseNotice.SendAsync(_native.WebRtcBin).WaitAsync(_settings.CloseTimeout, _settings.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            PeerLog.CloseUnconfirmed(_settings.Logger);
        }
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
}
