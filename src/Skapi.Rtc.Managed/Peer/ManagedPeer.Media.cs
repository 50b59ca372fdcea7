using Skapi.Protocol;
using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Media;
using Skapi.Rtc.Rtp;

namespace Skapi.Rtc.Managed.Peer;

/// <content>What the app sends and receives (W3C WebRTC, section 5).</content>
internal sealed partial class ManagedPeer : IMediaHost
{
    private readonly HashSet<MediaKind> _muted = [];
    private FrameDelivery? _frames;

    /// <inheritdoc/>
    public long MediaReceived => _media.PacketsReceived;

    /// <inheritdoc/>
    DateTimeOffset IMediaHost.UtcNow => _options.TimeProvider.GetUtcNow();

    private FrameDelivery Frames => _frames ??= new FrameDelivery();

    /// <inheritdoc/>
    public ValueTask AddMediaAsync(MediaOptions media, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(media);
        lock (Gate)
        {
            ThrowIfDisposed();
            var audio = MediaSources.FeedOf(media.Audio);
            var video = MediaSources.FeedOf(media.Video);
            AddMedia(MediaKind.Audio, audio, media.ReceiveAudio);
            AddMedia(MediaKind.Video, video, media.ReceiveVideo);
            _negotiation.Check();
            return ValueTask.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public ValueTask ReplaceAudioAsync(AudioSource? source, CancellationToken cancellationToken = default) =>
        Replace(MediaKind.Audio, () => MediaSources.FeedOf(source));

    /// <inheritdoc/>
    public ValueTask ReplaceVideoAsync(VideoSource? source, CancellationToken cancellationToken = default) =>
        Replace(MediaKind.Video, () => MediaSources.FeedOf(source));

    /// <inheritdoc/>
    public void SetMuted(MediaKind kind, bool muted)
    {
        lock (Gate)
        {
            ThrowIfDisposed();
            if (muted)
                _muted.Add(kind);
            else
                _muted.Remove(kind);
        }
    }

    /// <inheritdoc/>
    bool IMediaHost.OnFrame(
        Transceiver transceiver, MediaCodec codec, ReadOnlySpan<byte> frame, TimeSpan timestamp, bool isKeyFrame) =>
        transceiver.Track is not { HasHandlers: true } track || Frames.TryAdd(track, codec, frame, timestamp, isKeyFrame);

    /// <inheritdoc/>
    void IMediaHost.OnMeasured(MediaMeasurements measured) => ThreadPool.UnsafeQueueUserWorkItem(Record, measured, preferLocal: false);

    private void Record(MediaMeasurements measured)
    {
        try
        {
            MediaMetrics.Record(measured);
        }
        catch (Exception error)
        {
            ManagedLog.MetricsFailed(Logger, error);
        }
    }

    /// <inheritdoc/>
    void IMediaHost.OnKeyFrameNeeded(Transceiver transceiver)
    {
        if (transceiver.Source is not { } source || !source.TryBeginKeyFrameRequest())
            return;

        Frames.Add(() =>
        {
            try
            {
                source.RequestKeyFrame();
            }
            catch (Exception error)
            {
                ManagedLog.KeyFrameHandlerFailed(Logger, error);
            }
        });
    }

    /// <inheritdoc/>
    void IMediaHost.OnTargetBitrate(Transceiver transceiver, long? bitsPerSecond)
    {
        if (transceiver.Source is not { } source || !source.TryBeginTarget(bitsPerSecond))
            return;

        Frames.Add(() =>
        {
            try
            {
                source.SetTarget();
            }
            catch (Exception error)
            {
                ManagedLog.TargetBitrateHandlerFailed(Logger, error);
            }
        });
    }

    // The first transceiver of the kind that sends nothing yet takes the source (W3C WebRTC, section 5.1, addTrack).
    private void AddMedia(MediaKind kind, EncodedFeed? feed, bool receives)
    {
        if (feed is null && !receives)
            return;

        Transceiver? free = null;
        foreach (var transceiver in _media.Transceivers)
        {
            if (free is null && transceiver.Kind == kind && transceiver is { IsSender: false, IsStopped: false })
                free = transceiver;
        }

        free ??= _media.Add(kind, isOfRemoteOffer: false);
        if (feed is null)
            return;

        free.IsSender = true;
        free.SetSource(new AttachedFeed(feed, (source, frame) => Send(free, source, frame), End));
    }

    // The rate of other calls that send the feed may change, which the app is told. This call still holds its lock.
    private void End(IDisposable subscription) => ThreadPool.UnsafeQueueUserWorkItem(
        static state =>
        {
            try
            {
                state.Subscription.Dispose();
            }
            catch (Exception error)
            {
                ManagedLog.TargetBitrateHandlerFailed(state.Logger, error);
            }
        },
        (Subscription: subscription, Logger),
        preferLocal: false);

    private ValueTask Replace(MediaKind kind, Func<EncodedFeed?> find)
    {
        lock (Gate)
        {
            ThrowIfDisposed();
            var sender = _media.Transceivers.FirstOrDefault(known => known.Kind == kind && known is { IsSender: true, IsStopped: false })
                ?? throw SkapiException.InvalidRequest($"This side sends no {kind}. Add it with AddMediaAsync() first.");
            var feed = find();
            if (feed is not null && sender.Parameters is { Sends: true, Outgoing: var formats }
                && formats.All(format => format.Codec != feed.Codec))
            {
                throw SkapiException.NotSupported(
                    $"{feed.Codec} was not negotiated, so a source cannot be replaced by one of that codec. Negotiated: "
                    + $"{string.Join(", ", formats.Select(static format => format.Codec))}.");
            }

            sender.SetSource(feed is null ? null : new AttachedFeed(feed, (source, frame) => Send(sender, source, frame), End));
            return ValueTask.CompletedTask;
        }
    }

    private void Send(Transceiver transceiver, AttachedFeed source, EncodedFrame frame)
    {
        // Sound is not split into packets, and no codec of sound comes near the limit.
        if (transceiver.Kind == MediaKind.Audio && frame.Data.Length > RtpPayloads.MaxPayload)
        {
            throw SkapiException.InvalidParameter(
                $"The frame of {frame.Codec} has {frame.Data.Length} bytes, but a packet of sound has at most {RtpPayloads.MaxPayload}.");
        }

        lock (Gate)
        {
            // The source may have been replaced while the app pushed the frame.
            if (_isDisposed || _hasFaulted || transceiver.Source != source)
                return;

            if (_muted.Contains(transceiver.Kind))
            {
                transceiver.Outgoing.OnFrameDropped();
                return;
            }

            try
            {
                _media.Send(transceiver, frame, Now);
            }
            catch (Exception error)
            {
                FailPeer(error);
                return;
            }

            Flush();
        }
    }

    private void RequestKeyFrame(Transceiver transceiver)
    {
        lock (Gate)
        {
            if (_isDisposed || _hasFaulted)
                return;

            _media.RequestKeyFrame(transceiver, Now);
            Flush();
        }
    }

    // SRTP packets do not say where they end, so the system must not join them.
    private void StopCoalescingMedia()
    {
        if (_media.Transceivers.Count == 0)
            return;

        foreach (var socket in _sockets)
            socket.StopCoalescing();
    }

    private void DetachSources()
    {
        foreach (var transceiver in _media.Transceivers)
            transceiver.SetSource(null);
    }
}
