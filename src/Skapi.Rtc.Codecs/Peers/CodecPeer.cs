using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.Codecs.Diagnostics;
using Skapi.Rtc.Media;
using Skapi.Rtc.Peers;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Codecs.Peers;

/// <summary>A peer of a transport without codecs, with managed codecs of sound.</summary>
internal class CodecPeer(IRtcPeer inner, CodecMedia media, RtcCapabilities transport, ILogger logger) : DelegatingPeer(inner)
{
    private readonly CodecMedia _media = media;
    private MediaCodec _codec = SoundNegotiation.Preferred;
    private bool _hasEncodedSound;
    private bool _isMuted;
    private volatile bool _isDisposed;

    /// <inheritdoc/>
    public override async ValueTask AddMediaAsync(MediaOptions media, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(media);
        ThrowIfDisposed();
        Check(media.Audio);
        Check(media.Video);
        var sender = _media.Open(media.Audio, _codec);
        if (sender is null)
        {
            await Inner.AddMediaAsync(media, cancellationToken).ConfigureAwait(false);
            OnEncodedSound(media.Audio);
            return;
        }

        try
        {
            var encoded = media with { Audio = new AudioSource.Encoded(sender.Feed) };
            await Inner.AddMediaAsync(encoded, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            sender.Dispose();
            throw;
        }

        _media.Add(sender);
    }

    /// <inheritdoc/>
    public override async ValueTask ReplaceAudioAsync(AudioSource? source, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        Check(source);
        var sender = _media.Open(source, _codec);
        try
        {
            var encoded = sender is null ? source : new AudioSource.Encoded(sender.Feed);
            await Inner.ReplaceAudioAsync(encoded, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            sender?.Dispose();
            throw;
        }

        _media.RemoveSenders();
        if (sender is not null)
            _media.Add(sender);

        OnEncodedSound(source);
    }

    /// <inheritdoc/>
    public override ValueTask ReplaceVideoAsync(VideoSource? source, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        Check(source);
        return Inner.ReplaceVideoAsync(source, cancellationToken);
    }

    /// <inheritdoc/>
    public override async ValueTask SetRemoteDescriptionAsync(
        SessionDescription description, CancellationToken cancellationToken = default)
    {
        await Inner.SetRemoteDescriptionAsync(description, cancellationToken).ConfigureAwait(false);
        if (description.Type != SdpType.Rollback && SoundNegotiation.CodecOf(description) is { } codec && codec != _codec)
            await SetCodecAsync(codec, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override void SetMuted(MediaKind kind, bool muted)
    {
        ThrowIfDisposed();
        if (kind != MediaKind.Audio)
        {
            Inner.SetMuted(kind, muted);
            return;
        }

        // Raw sound becomes silence. Encoded sound of the app can only be held back, which the transport does.
        _isMuted = muted;
        _media.SetMuted(muted);
        if (_hasEncodedSound || !muted)
            Inner.SetMuted(kind, muted);
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeAsyncCore()
    {
        _isDisposed = true;
        await base.DisposeAsyncCore().ConfigureAwait(false);
        await _media.DisposeAsync().ConfigureAwait(false);
    }

    private void OnEncodedSound(AudioSource? source)
    {
        if (source is not AudioSource.Encoded)
            return;

        _hasEncodedSound = true;
        if (_isMuted)
            Inner.SetMuted(MediaKind.Audio, true);
    }

    // The other side does not know the codec of the raw sound, or knows it again.
    private async ValueTask SetCodecAsync(MediaCodec codec, CancellationToken cancellationToken)
    {
        var senders = _media.Senders;
        if (senders.Count > 0 && !transport.HasFlag(RtcCapabilities.ReplaceableSources))
            return;

        _codec = codec;
        foreach (var sender in senders)
        {
            sender.SetCodec(codec);
            await Inner.ReplaceAudioAsync(new AudioSource.Encoded(sender.Feed), cancellationToken).ConfigureAwait(false);
            CodecLog.CodecChanged(logger, codec.ToString(), SoundNegotiation.Preferred.ToString());
        }
    }

    private static void Check(AudioSource? source)
    {
        if (source is AudioSource.File)
            throw NotSupported("play a media file");
    }

    private void Check(VideoSource? source)
    {
        if (source is not (null or VideoSource.Encoded or VideoSource.Device) && !transport.HasFlag(RtcCapabilities.RawVideo))
            throw NotSupported("encode pictures");
    }

    private static SkapiException NotSupported(string what) => SkapiException.NotSupported(
        $"The managed codecs cannot {what}. Wrap the transport in GStreamerCodecs instead of ManagedCodecs, or push encoded frames.");

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);
}
