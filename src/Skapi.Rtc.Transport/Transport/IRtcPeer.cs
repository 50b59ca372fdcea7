using Skapi.Protocol;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Transport;

/// <summary>
/// One peer connection. Its methods are called one at a time, each after the one before has ended; its events go to the
/// <see cref="IRtcPeerObserver"/> it was made with.
/// </summary>
/// <remarks>
/// Disposing closes the data channels, tells the other side, and ends the events: once <see cref="IAsyncDisposable.DisposeAsync"/>
/// has ended, the observer is not called again. As in a browser, closing raises no events on the side that closes.
/// A failure of any method is a <see cref="SkapiException"/>; the peer can still be disposed.
/// </remarks>
public interface IRtcPeer : IAsyncDisposable
{
    /// <summary>
    /// How many packets or frames of the other side's media have arrived. That it grows shows that the other side lives. It may be asked at
    /// any time and from any thread, after disposing too.
    /// </summary>
    long MediaReceived { get; }

    /// <summary>
    /// Adds what this side sends, and says what it is ready to receive. Before the first offer or answer it takes part in that one;
    /// later it raises <see cref="PeerEvent.NegotiationNeeded"/>.
    /// </summary>
    /// <exception cref="SkapiException"><c>DEVICE_NOT_FOUND</c>, <c>NOT_SUPPORTED</c>, or <c>INVALID_PARAMETER</c> (a file that is not there).</exception>
    ValueTask AddMediaAsync(MediaOptions media, CancellationToken cancellationToken = default);

    /// <summary>Creates a data channel; it opens once the peers are connected.</summary>
    /// <exception cref="SkapiException"><c>NOT_SUPPORTED</c>: the stack cannot keep these options.</exception>
    IRtcDataChannel CreateDataChannel(DataChannelOptions options);

    /// <summary>Creates an offer from the media and channels added so far (RFC 9429, section 5.2).</summary>
    ValueTask<SessionDescription> CreateOfferAsync(CancellationToken cancellationToken = default);

    /// <summary>Creates an answer to the offer that was set as the remote description (RFC 9429, section 5.3).</summary>
    ValueTask<SessionDescription> CreateAnswerAsync(CancellationToken cancellationToken = default);

    /// <summary>Sets the local description; the gathering of candidates begins.</summary>
    ValueTask SetLocalDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default);

    /// <summary>Sets the other side's description.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the SDP cannot be read; <c>INVALID_REQUEST</c>: not in this signaling state.</exception>
    ValueTask SetRemoteDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default);

    /// <summary>Adds a candidate of the other side. A remote description has been set before.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the candidate cannot be read.</exception>
    ValueTask AddIceCandidateAsync(IceCandidate candidate, CancellationToken cancellationToken = default);

    /// <summary>Sends silence or black in place of the local source, or the source again. Nothing is renegotiated.</summary>
    void SetMuted(MediaKind kind, bool muted);

    /// <summary>Records the tracks that have arrived so far into one file; the recording ends when it is disposed.</summary>
    /// <param name="path">The file; its extension says the container: <c>.webm</c> or <c>.mkv</c>.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="SkapiException"><c>NOT_SUPPORTED</c>, <c>INVALID_PARAMETER</c> (the path or its extension), <c>INVALID_REQUEST</c> (no track yet).</exception>
    ValueTask<IAsyncDisposable> RecordAsync(string path, CancellationToken cancellationToken = default);
}
