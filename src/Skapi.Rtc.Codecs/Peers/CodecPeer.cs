using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.Codecs.Diagnostics;
using Skapi.Rtc.Codecs.Sending;
using Skapi.Rtc.Media;
using Skapi.Rtc.Peers;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Codecs.Peers;

/// <summary>A peer of a transport without codecs, with managed codecs of sound.</summary>
internal class CodecPeer(IRtcPeer inner, CodecMedia media, RtcCapabilities transport, ILogger logger) : DelegatingPeer(inner)
{
    private readonly CodecMedia _media = media;
    private MediaCodec _codec = SoundNegotiation.Preferred;
    private MediaCodec _wanted = SoundNegotiation.Preferred;
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
        if (description.Type != SdpType.Rollback && SoundNegotiation.CodecOf(description) is { } codec)
            _wanted = codec;

        await FollowCodecAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask SetLocalDescriptionAsync(
        SessionDescription description, CancellationToken cancellationToken = default)
    {
        await Inner.SetLocalDescriptionAsync(description, cancellationToken).ConfigureAwait(false);
        await FollowCodecAsync(cancellationToken).ConfigureAwait(false);
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

    // The other side does not know the codec of the raw sound, or knows the preferred one again. A transport accepts a codec that was not
    // negotiated before only when the negotiation ends, so this is tried again after each description.
    private async ValueTask FollowCodecAsync(CancellationToken cancellationToken)
    {
        if (_wanted == _codec)
            return;

        foreach (var sender in _media.Senders)
        {
            if (sender.Feed.Codec != _wanted && !await TrySetCodecAsync(sender, cancellationToken).ConfigureAwait(false))
                return;
        }

        _codec = _wanted;
    }

    private async ValueTask<bool> TrySetCodecAsync(SoundSender sender, CancellationToken cancellationToken)
    {
        var pipe = sender.CreatePipe(_wanted);
        try
        {
            await Inner.ReplaceAudioAsync(new AudioSource.Encoded(pipe.Feed), cancellationToken).ConfigureAwait(false);
        }
        catch (SkapiException error)
        {
            // The description is set already. The call goes on, with sound in one direction at worst.
            pipe.Dispose();
            CodecLog.CodecRefused(logger, error, _wanted.ToString());
            return false;
        }
        catch
        {
            pipe.Dispose();
            throw;
        }

        sender.Use(pipe);
        CodecLog.CodecChanged(logger, _wanted.ToString(), SoundNegotiation.Preferred.ToString());
        return true;
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
