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

    // A transport replaces the first source of sound that it sends. Null if nothing or encoded sound of the app is sent there.
    private SoundSender? _first;
    private bool _hasFirst;
    private bool _isFirstEncoded;
    private bool _isOtherEncoded;
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
        try
        {
            HoldBack(media.Audio);
            var encoded = sender is null ? media : media with { Audio = new AudioSource.Encoded(sender.Feed) };
            await Inner.AddMediaAsync(encoded, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            sender?.Dispose();
            UpdateMuted();
            throw;
        }

        if (sender is not null)
            _media.Add(sender);
        if (media.Audio is null)
            return;

        if (_hasFirst)
            _isOtherEncoded |= sender is null;
        else
            (_hasFirst, _first, _isFirstEncoded) = (true, sender, sender is null);

        UpdateMuted();
    }

    /// <inheritdoc/>
    public override async ValueTask ReplaceAudioAsync(AudioSource? source, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        Check(source);
        var sender = _media.Open(source, _codec);
        try
        {
            HoldBack(source);
            var encoded = sender is null ? source : new AudioSource.Encoded(sender.Feed);
            await Inner.ReplaceAudioAsync(encoded, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            sender?.Dispose();
            UpdateMuted();
            throw;
        }

        if (_first is not null)
            _media.Remove(_first);
        if (sender is not null)
            _media.Add(sender);

        (_first, _isFirstEncoded) = (sender, source is AudioSource.Encoded);
        UpdateMuted();
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
        Inner.SetMuted(kind, muted && HasEncodedSound);
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeAsyncCore()
    {
        _isDisposed = true;
        try
        {
            await base.DisposeAsyncCore().ConfigureAwait(false);
        }
        finally
        {
            await _media.DisposeAsync().ConfigureAwait(false);
        }
    }

    private bool HasEncodedSound => _isFirstEncoded || _isOtherEncoded;

    // Nothing of muted sound may be sent before it is known that the transport takes it.
    private void HoldBack(AudioSource? source)
    {
        if (_isMuted && source is AudioSource.Encoded)
            Inner.SetMuted(MediaKind.Audio, true);
    }

    private void UpdateMuted()
    {
        if (_isMuted && !_isDisposed)
            Inner.SetMuted(MediaKind.Audio, HasEncodedSound);
    }

    // The other side does not know the codec of the raw sound, or knows the preferred one again. A transport accepts a codec that was not
    // negotiated before only when the negotiation ends, so this is tried again after each description.
    private async ValueTask FollowCodecAsync(CancellationToken cancellationToken)
    {
        if (_wanted == _codec)
            return;

        if (_first is { } sender && sender.Feed.Codec != _wanted
            && !await TrySetCodecAsync(sender, cancellationToken).ConfigureAwait(false))
            return;

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
