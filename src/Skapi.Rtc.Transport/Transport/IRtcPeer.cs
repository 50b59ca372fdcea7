using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Statistics;

namespace Skapi.Rtc.Transport;

/// <summary>
/// One peer connection. Its methods are called one at a time, each after the previous one has completed. Its events go to the
/// <see cref="IRtcPeerObserver"/> that it was created with. It may also be an <see cref="IRtcRecorder"/>.
/// </summary>
/// <remarks>
/// <para>Disposing closes the data channels, notifies the other side, and ends the events: after
/// <see cref="IAsyncDisposable.DisposeAsync"/> has completed, the observer is not called again. As in a browser, closing raises no events
/// on the side that closes. Disposing again does nothing.</para>
/// <para>Errors. Misuse throws the exceptions of .NET: <see cref="ArgumentNullException"/> for a null, and
/// <see cref="ObjectDisposedException"/> from every member once the peer is disposed, except <see cref="MediaReceived"/> and
/// <see cref="IAsyncDisposable.DisposeAsync"/>. A cancelled token throws <see cref="OperationCanceledException"/>. Everything else is a
/// <see cref="SkapiException"/>: <c>NOT_SUPPORTED</c> for a capability that is off, <c>INVALID_PARAMETER</c> for a value that cannot be
/// used, <c>INVALID_REQUEST</c> for an operation that the current signaling state does not allow (the other side has a part in that state),
/// <c>DEVICE_NOT_FOUND</c>, and <c>TRANSPORT_FAILED</c> for every other failure of the stack, with its exception as the inner one. After
/// any failure the peer can still be disposed.</para>
/// </remarks>
public interface IRtcPeer : IAsyncDisposable
{
    /// <summary>
    /// How many packets or frames of the other side's media have arrived. A growing number shows that the other side is alive. It can be
    /// read at any time and from any thread, also after disposing.
    /// </summary>
    long MediaReceived { get; }

    /// <summary>
    /// Adds what this side sends, and declares what it can receive. Before the first offer or answer it becomes part of that one;
    /// later it raises <see cref="PeerEvent.NegotiationNeeded"/>.
    /// </summary>
    /// <exception cref="SkapiException"><c>DEVICE_NOT_FOUND</c>, <c>NOT_SUPPORTED</c>, or <c>INVALID_PARAMETER</c> (a file that does not
    /// exist).</exception>
    ValueTask AddMediaAsync(MediaOptions media, CancellationToken cancellationToken = default);

    /// <summary>Replaces the audio that this side sends, without renegotiation (W3C WebRTC, RTCRtpSender.replaceTrack).</summary>
    /// <remarks>If this side has added several sources of the kind, the first one is replaced.</remarks>
    /// <param name="source">The new source, or null to remove the source: nothing is sent until another one replaces it.</param>
    /// <param name="cancellationToken">Cancels opening the new source; the previous one stays.</param>
    /// <exception cref="SkapiException">
    /// <c>NOT_SUPPORTED</c>: without <see cref="RtcCapabilities.ReplaceableSources"/>, or the source would need another codec than was
    /// negotiated;
    /// <c>INVALID_REQUEST</c>: this side has not added audio; <c>DEVICE_NOT_FOUND</c>; <c>INVALID_PARAMETER</c>. The previous source stays.
    /// </exception>
    ValueTask ReplaceAudioAsync(AudioSource? source, CancellationToken cancellationToken = default);

    /// <summary>Replaces the video that this side sends, without renegotiation (W3C WebRTC, RTCRtpSender.replaceTrack).</summary>
    /// <inheritdoc cref="ReplaceAudioAsync"/>
    ValueTask ReplaceVideoAsync(VideoSource? source, CancellationToken cancellationToken = default);

    /// <summary>Creates a data channel. It opens once the peers are connected.</summary>
    /// <exception cref="SkapiException"><c>NOT_SUPPORTED</c>: the stack cannot provide these options.</exception>
    IRtcDataChannel CreateDataChannel(DataChannelOptions options);

    /// <summary>Creates an offer from the media and channels added so far (RFC 9429, section 5.2).</summary>
    ValueTask<SessionDescription> CreateOfferAsync(CancellationToken cancellationToken = default);

    /// <summary>Creates an answer to the offer that was set as the remote description (RFC 9429, section 5.3).</summary>
    ValueTask<SessionDescription> CreateAnswerAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Sets the local description, and starts gathering candidates. A description of the type <c>rollback</c> takes back an offer that has
    /// no answer.
    /// </summary>
    /// <exception cref="SkapiException">
    /// <c>INVALID_REQUEST</c>: not allowed in this signaling state; <c>NOT_SUPPORTED</c>: the stack cannot roll back.
    /// </exception>
    ValueTask SetLocalDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sets the other side's description. A description of the type <c>rollback</c> takes back an offer that is not answered. If it fails,
    /// the connection stays as it was negotiated before.
    /// </summary>
    /// <exception cref="SkapiException">
    /// <c>INVALID_PARAMETER</c>: the SDP is invalid; <c>INVALID_REQUEST</c>: not allowed in this signaling state; <c>NOT_SUPPORTED</c>: the
    /// stack cannot roll back.
    /// </exception>
    ValueTask SetRemoteDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default);

    /// <summary>Adds a candidate of the other side, after a remote description was set.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the candidate is invalid.</exception>
    ValueTask AddIceCandidateAsync(IceCandidate candidate, CancellationToken cancellationToken = default);

    /// <summary>
    /// Requests new ICE credentials (W3C WebRTC, restartIce): raises <see cref="PeerEvent.NegotiationNeeded"/>, and the next offer has a
    /// new user fragment and password. The connection stays in use until the new candidate pair is selected.
    /// </summary>
    /// <exception cref="SkapiException"><c>NOT_SUPPORTED</c>: without <see cref="RtcCapabilities.IceRestart"/>. Create a new peer
    /// instead.</exception>
    void RestartIce();

    /// <summary>Sends silence or black instead of the local source, or the source again. Nothing is renegotiated.</summary>
    void SetMuted(MediaKind kind, bool muted);

    /// <summary>Gets the statistics of this moment (W3C WebRTC Statistics).</summary>
    /// <exception cref="SkapiException"><c>NOT_SUPPORTED</c>: without <see cref="RtcCapabilities.Statistics"/>.</exception>
    ValueTask<RtcStats> GetStatsAsync(CancellationToken cancellationToken = default);
}
