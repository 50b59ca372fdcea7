using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Statistics;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.BorrowedCodecs;

/// <summary>A peer whose test pattern is encoded with another transport's codec.</summary>
internal sealed class CodecPeer(IRtcPeer inner, IAsyncDisposable decoding, IRtcTransport codecs) : IRtcPeer
{
    private readonly List<IDisposable> _playing = [];

    public long MediaReceived => inner.MediaReceived;

    public async ValueTask AddMediaAsync(MediaOptions media, CancellationToken cancellationToken = default)
    {
        if (media.Video is VideoSource.TestPattern pattern)
        {
            // One second, at the end of which the key frame comes again.
            var clip = await VideoClip.RecordAsync(codecs, pattern, pattern.FrameRate, pattern.FrameRate).ConfigureAwait(false);
            var feed = new EncodedFeed(MediaCodec.Vp8);
            media = media with { Video = new VideoSource.Encoded(feed) };
            await inner.AddMediaAsync(media, cancellationToken).ConfigureAwait(false);
            _playing.Add(clip.PlayInto(feed));
            return;
        }

        await inner.AddMediaAsync(media, cancellationToken).ConfigureAwait(false);
    }

    public IRtcDataChannel CreateDataChannel(DataChannelOptions options) => inner.CreateDataChannel(options);

    public ValueTask<SessionDescription> CreateOfferAsync(CancellationToken cancellationToken = default) => inner.CreateOfferAsync(cancellationToken);

    public ValueTask<SessionDescription> CreateAnswerAsync(CancellationToken cancellationToken = default) => inner.CreateAnswerAsync(cancellationToken);

    public ValueTask SetLocalDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default) =>
        inner.SetLocalDescriptionAsync(description, cancellationToken);

    public ValueTask SetRemoteDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default) =>
        inner.SetRemoteDescriptionAsync(description, cancellationToken);

    public ValueTask AddIceCandidateAsync(IceCandidate candidate, CancellationToken cancellationToken = default) =>
        inner.AddIceCandidateAsync(candidate, cancellationToken);

    public void SetMuted(MediaKind kind, bool muted) => inner.SetMuted(kind, muted);

    public ValueTask ReplaceAudioAsync(AudioSource? source, CancellationToken cancellationToken = default) =>
        inner.ReplaceAudioAsync(source, cancellationToken);

    public ValueTask ReplaceVideoAsync(VideoSource? source, CancellationToken cancellationToken = default) =>
        inner.ReplaceVideoAsync(source, cancellationToken);

    public void RestartIce() => inner.RestartIce();

    public ValueTask<RtcStats> GetStatsAsync(CancellationToken cancellationToken = default) => inner.GetStatsAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _playing.ForEach(playing => playing.Dispose());
        _playing.Clear();
        await inner.DisposeAsync().ConfigureAwait(false);
        await decoding.DisposeAsync().ConfigureAwait(false);
    }
}
