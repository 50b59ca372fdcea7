using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Statistics;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Codecs;

/// <summary>A peer of a transport without codecs, with GStreamer's.</summary>
internal class CodecPeer(IRtcPeer inner, CodecMedia media) : IRtcPeer
{
    private volatile bool _isDisposed;

    /// <inheritdoc/>
    public long MediaReceived => inner.MediaReceived;

    /// <inheritdoc/>
    public async ValueTask AddMediaAsync(MediaOptions media, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(media);
        ThrowIfDisposed();

        // Opening a device blocks.
        var senders = await Task.Run(() => Media.Open(media), cancellationToken).ConfigureAwait(false);
        var encoded = media;
        foreach (var sender in senders)
        {
            encoded = sender.Kind == MediaKind.Audio
                ? encoded with { Audio = new AudioSource.Encoded(sender.Feed) }
                : encoded with { Video = new VideoSource.Encoded(sender.Feed) };
        }

        try
        {
            await inner.AddMediaAsync(encoded, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            senders.ForEach(sender => sender.Dispose());
            throw;
        }

        Media.Add(senders);
    }

    /// <inheritdoc/>
    public ValueTask ReplaceAudioAsync(AudioSource? source, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        return new(Task.Run(() => Media.Replace(MediaKind.Audio, MediaInput.Of(source)), cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask ReplaceVideoAsync(VideoSource? source, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        return new(Task.Run(() => Media.Replace(MediaKind.Video, MediaInput.Of(source)), cancellationToken));
    }

    /// <inheritdoc/>
    public IRtcDataChannel CreateDataChannel(DataChannelOptions options) => inner.CreateDataChannel(options);

    /// <inheritdoc/>
    public ValueTask<SessionDescription> CreateOfferAsync(CancellationToken cancellationToken = default) =>
        inner.CreateOfferAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<SessionDescription> CreateAnswerAsync(CancellationToken cancellationToken = default) =>
        inner.CreateAnswerAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask SetLocalDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default) =>
        inner.SetLocalDescriptionAsync(description, cancellationToken);

    /// <inheritdoc/>
    public ValueTask SetRemoteDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default) =>
        inner.SetRemoteDescriptionAsync(description, cancellationToken);

    /// <inheritdoc/>
    public ValueTask AddIceCandidateAsync(IceCandidate candidate, CancellationToken cancellationToken = default) =>
        inner.AddIceCandidateAsync(candidate, cancellationToken);

    /// <inheritdoc/>
    public void RestartIce() => inner.RestartIce();

    /// <inheritdoc/>
    public void SetMuted(MediaKind kind, bool muted)
    {
        ThrowIfDisposed();
        Media.SetMuted(kind, muted);
    }

    /// <inheritdoc/>
    public ValueTask<RtcStats> GetStatsAsync(CancellationToken cancellationToken = default) => inner.GetStatsAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;

        // The transport first: it takes and gives no frame from then on.
        await inner.DisposeAsync().ConfigureAwait(false);
        await Task.Run(Media.Dispose).ConfigureAwait(false);
    }

    private CodecMedia Media => media;

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);
}
