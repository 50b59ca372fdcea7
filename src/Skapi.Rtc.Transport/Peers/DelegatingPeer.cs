using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Statistics;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Peers;

/// <summary>For transports that wrap another one: a peer that passes every call on to an inner peer. Override what differs.</summary>
/// <remarks>
/// It does not implement <see cref="IRtcRecorder"/>, so a wrapper of a peer that records must implement it and pass its calls on.
/// </remarks>
/// <param name="inner">The peer of the wrapped transport.</param>
public abstract class DelegatingPeer(IRtcPeer inner) : IRtcPeer
{
    /// <inheritdoc/>
    public virtual long MediaReceived => Inner.MediaReceived;

    /// <summary>The peer of the wrapped transport.</summary>
    protected IRtcPeer Inner { get; } = inner ?? throw new ArgumentNullException(nameof(inner));

    /// <inheritdoc/>
    public virtual ValueTask AddMediaAsync(MediaOptions media, CancellationToken cancellationToken = default) =>
        Inner.AddMediaAsync(media, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask ReplaceAudioAsync(AudioSource? source, CancellationToken cancellationToken = default) =>
        Inner.ReplaceAudioAsync(source, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask ReplaceVideoAsync(VideoSource? source, CancellationToken cancellationToken = default) =>
        Inner.ReplaceVideoAsync(source, cancellationToken);

    /// <inheritdoc/>
    public virtual IRtcDataChannel CreateDataChannel(DataChannelOptions options) => Inner.CreateDataChannel(options);

    /// <inheritdoc/>
    public virtual ValueTask<SessionDescription> CreateOfferAsync(CancellationToken cancellationToken = default) =>
        Inner.CreateOfferAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<SessionDescription> CreateAnswerAsync(CancellationToken cancellationToken = default) =>
        Inner.CreateAnswerAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask SetLocalDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default) =>
        Inner.SetLocalDescriptionAsync(description, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask SetRemoteDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default) =>
        Inner.SetRemoteDescriptionAsync(description, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask AddIceCandidateAsync(IceCandidate candidate, CancellationToken cancellationToken = default) =>
        Inner.AddIceCandidateAsync(candidate, cancellationToken);

    /// <inheritdoc/>
    public virtual void RestartIce() => Inner.RestartIce();

    /// <inheritdoc/>
    public virtual void SetMuted(MediaKind kind, bool muted) => Inner.SetMuted(kind, muted);

    /// <inheritdoc/>
    public virtual ValueTask<RtcStats> GetStatsAsync(CancellationToken cancellationToken = default) =>
        Inner.GetStatsAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await DisposeAsyncCore().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes the inner peer. An override disposes what belongs to it, too.</summary>
    protected virtual ValueTask DisposeAsyncCore() => Inner.DisposeAsync();
}
