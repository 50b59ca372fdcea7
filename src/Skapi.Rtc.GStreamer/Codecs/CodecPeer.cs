using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Peers;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Codecs;

/// <summary>A peer of a transport without codecs, with GStreamer's.</summary>
internal class CodecPeer(IRtcPeer inner, CodecMedia media) : DelegatingPeer(inner)
{
    private readonly CodecMedia _media = media;
    private volatile bool _isDisposed;

    /// <inheritdoc/>
    public override async ValueTask AddMediaAsync(MediaOptions media, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(media);
        ThrowIfDisposed();

        // Opening a device blocks.
        var senders = await Task.Run(() => _media.Open(media), cancellationToken).ConfigureAwait(false);
        var encoded = media;
        foreach (var sender in senders)
        {
            encoded = sender.Kind == MediaKind.Audio
                ? encoded with { Audio = new AudioSource.Encoded(sender.Feed) }
                : encoded with { Video = new VideoSource.Encoded(sender.Feed) };
        }

        try
        {
            await Inner.AddMediaAsync(encoded, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            senders.ForEach(sender => sender.Dispose());
            throw;
        }

        _media.Add(senders);
    }

    /// <inheritdoc/>
    public override ValueTask ReplaceAudioAsync(AudioSource? source, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        return new(Task.Run(() => _media.Replace(MediaKind.Audio, MediaInput.Of(source)), cancellationToken));
    }

    /// <inheritdoc/>
    public override ValueTask ReplaceVideoAsync(VideoSource? source, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        return new(Task.Run(() => _media.Replace(MediaKind.Video, MediaInput.Of(source)), cancellationToken));
    }

    /// <inheritdoc/>
    public override void SetMuted(MediaKind kind, bool muted)
    {
        ThrowIfDisposed();
        _media.SetMuted(kind, muted);
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeAsyncCore()
    {
        _isDisposed = true;

        // The transport first: it takes and gives no frame from then on.
        try
        {
            await base.DisposeAsyncCore().ConfigureAwait(false);
        }
        finally
        {
            await Task.Run(_media.Dispose).ConfigureAwait(false);
        }
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);
}
