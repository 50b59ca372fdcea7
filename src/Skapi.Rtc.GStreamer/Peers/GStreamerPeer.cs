using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Channels;
using Skapi.Rtc.GStreamer.Descriptions;
using Skapi.Rtc.GStreamer.Media;
using Skapi.Rtc.GStreamer.Media.Sending;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.GStreamer.Runtime;
using Skapi.Rtc.GStreamer.Sdp;
using Skapi.Rtc.Media;
using Skapi.Rtc.Peers;
using Skapi.Rtc.Statistics;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>One peer connection of webrtcbin.</summary>
internal sealed class GStreamerPeer : IRtcPeer, IRtcRecorder, IPipelineListener, IChannelOwner
{
    private readonly GStreamerTransportOptions _options;
    private readonly ILogger _logger;
    private readonly PeerEventDispatcher _events;
    private readonly BackgroundWork _work;
    private readonly PeerStates _states;
    private readonly PeerPipeline _native;
    private readonly LocalMedia _localMedia;
    private readonly RemoteMedia _remoteMedia;
    private readonly ChannelSet _channels;
    private readonly TransportWatch _transports;
    private readonly NegotiationFlag _negotiation;
    private readonly DescriptionTranslator _descriptions = new();
    private readonly OfferAnswer _exchange;
    private int _isDisposed;

    public GStreamerPeer(
        GStreamerTransportOptions options,
        TimeProvider time,
        IElementRegistry registry,
        IceServers servers,
        IRtcPeerObserver observer,
        ILogger logger)
    {
        (_options, _logger, Time) = (options, logger, time);
        _events = new PeerEventDispatcher(observer, logger);
        _work = new BackgroundWork(OnCallbackFailed);
        _states = new PeerStates(peerEvent => Post(peerEvent)) { Connected = OnConnected, Ended = OnEnded };
        _channels = new ChannelSet(this);
        Incoming = new IncomingMessages(OnCallbackFailed);
        _negotiation = new NegotiationFlag(IsNegotiationNeeded, () => Post(new PeerEvent.NegotiationNeeded()));
        _transports = new TransportWatch(_states, IsTrusted, OnCallbackFailed);
        _native = new PeerPipeline(options.JitterBuffer, servers, this);
        _localMedia = new LocalMedia(_native, registry, OnMediaFailed);
        _remoteMedia = new RemoteMedia(_native, _descriptions, registry, time, OnMediaFailed);
        _exchange = new OfferAnswer(_native, _descriptions);
    }

    /// <inheritdoc/>
    public nint WebRtcBin => _native.WebRtcBin;

    /// <inheritdoc/>
    public TimeProvider Time { get; }

    /// <inheritdoc/>
    public ILogger Logger => _logger;

    /// <inheritdoc/>
    public IncomingMessages Incoming { get; }

    /// <inheritdoc/>
    public ulong MaxMessageSize { get; private set; } = ushort.MaxValue + 1;

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
            throw Errors.InvalidRequest("There is nothing to offer: add media or create a data channel first.");

        var offer = await _exchange.CreateOfferAsync(cancellationToken).ConfigureAwait(false);
        Incoming.Attach(_native.WebRtcBin);
        return offer;
    }

    /// <inheritdoc/>
    public async ValueTask<SessionDescription> CreateAnswerAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        _exchange.RequireForAnswer();
        _localMedia.AttachForAnswer(_descriptions);
        var answer = await _exchange.CreateAnswerAsync(cancellationToken).ConfigureAwait(false);
        Incoming.Attach(_native.WebRtcBin);
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
            Post(new PeerEvent.TrackAdded(track));
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
        source is null ? null : () => LocalSources.Open(source, error => OnMediaFailed("An audio source", error)),
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask ReplaceVideoAsync(VideoSource? source, CancellationToken cancellationToken = default) => ReplaceAsync(
        MediaKind.Video,
        source is null ? null : () => LocalSources.Open(source, error => OnMediaFailed("A video source", error)),
        cancellationToken);

    /// <inheritdoc/>
    public void RestartIce()
    {
        ThrowIfDisposed();
        throw Errors.NotSupported(
            "The GStreamer transport cannot restart ICE. The connection goes on as it is. To connect anew, create another peer.");
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
                    Timestamp = Time.GetUtcNow(),
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

        var eventsEnd = _events.StopAsync();
        await _work.StopAsync().ConfigureAwait(false);
        await _remoteMedia.CloseAsync().ConfigureAwait(false);
        if (_states.IsConnected)
            await SayGoodbyeAsync().ConfigureAwait(false);

        // The channels first, which the app can call from any thread and which use the pipeline.
        _channels.Dispose();
        // Stopping waits for the native threads, so it must not run on one of them.
        await Task.Run(_native.Stop).ConfigureAwait(false);
        _localMedia.Dispose();
        _transports.Dispose();
        await eventsEnd.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Post(PeerEvent peerEvent, Action? handled = null) => _events.Post(peerEvent, handled);

    /// <inheritdoc/>
    public void OnLocalCandidate(string candidate)
    {
        if (_exchange.ToIceCandidate(candidate) is { } found)
            Post(new PeerEvent.IceCandidateFound(found));
    }

    /// <inheritdoc/>
    public void OnDataChannelPrepared(GObjectHandle channel) => _channels.Prepare(channel);

    /// <inheritdoc/>
    public void OnDataChannel(GObjectHandle channel)
    {
        // After the end of a connection nothing is accepted: it may have ended because the other side could not be trusted.
        if (_states.HasEnded)
            channel.Dispose();
        else
            PostAdded(_channels.Add(channel));
    }

    private void PostAdded(GStreamerDataChannel channel) => Post(new PeerEvent.DataChannelAdded(channel, channel.Snapshot));

    /// <inheritdoc/>
    public void OnMedia(nint pad)
    {
        if (_states.HasEnded)
            _remoteMedia.Discard(pad);
        else
            _remoteMedia.OnMedia(pad);
    }

    /// <inheritdoc/>
    public void OnSignalingState(GstSignalingState state)
    {
        var reported = _exchange.OnSignalingState(state);
        Post(new PeerEvent.SignalingStateChanged(reported));
    }

    /// <inheritdoc/>
    public void OnGatheringState(GstGatheringState state)
    {
        if (state == GstGatheringState.New)
            return;

        Post(new PeerEvent.IceGatheringStateChanged(
            state == GstGatheringState.Gathering ? IceGatheringState.Gathering : IceGatheringState.Complete));
        if (state == GstGatheringState.Complete)
            Post(new PeerEvent.IceCandidatesEnded());
    }

    /// <inheritdoc/>
    public void OnElementFailed(string element, ElementRole role, string message, string? detail)
    {
        // Errors of a transport that is being closed on either side are of no use.
        if (role != ElementRole.Media && (_states.HasEnded || Volatile.Read(ref _isDisposed) != 0))
            return;

        if (role == ElementRole.Association)
        {
            PeerLog.AssociationEnded(_logger, message);
            _states.OnAssociationEnded();
            return;
        }

        PeerLog.ElementFailed(_logger, element, message, detail);
        if (role == ElementRole.Transport)
            _states.OnFailure();
    }

    /// <inheritdoc/>
    public void OnCallbackFailed(string what, Exception exception)
    {
        PeerLog.CallbackFailed(_logger, what, exception);
        _states.OnFailure();
    }

    private void OnMediaFailed(string what, Exception exception) => PeerLog.MediaFailed(_logger, what, exception);

    private bool IsTrusted(string? certificate)
    {
        if (CertificateFingerprint.Refusal(_descriptions.Remote, certificate) is not { } reason)
            return true;

        PeerLog.CertificateRefused(_logger, reason);
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

        MaxMessageSize = _exchange.ReadMaxMessageSize();
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
            || (_channels.Any && !_descriptions.Map.Sections.Any(section => section.Media == "application"));
    }

    // The data channels first: the published client notices their closing. Then DTLS, for calls without data channels.
    private async Task SayGoodbyeAsync()
    {
        try
        {
            await _channels.CloseAsync().WaitAsync(_options.CloseTimeout, Time).ConfigureAwait(false);
            await CloseNotice.SendAsync(_native.WebRtcBin).WaitAsync(_options.CloseTimeout, Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            PeerLog.CloseUnconfirmed(_logger);
        }
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
}
