using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Media;
using Skapi.Rtc.Running;
using Skapi.Rtc.Statistics;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc;

/// <summary>A connected call: its channels and its media. All members are safe to use from any thread.</summary>
/// <remarks>
/// Every method whose call has ended throws a <see cref="SkapiException"/> with <c>INVALID_REQUEST</c>, because the other side can end a
/// call at any time. <see cref="Hangup"/> and <see cref="DisposeAsync"/> do nothing then.
/// </remarks>
public sealed class RtcConnection : IAsyncDisposable
{
    private readonly LiveCall _call;

    internal RtcConnection(LiveCall call) => _call = call;

    /// <summary>The other side's connection id, with its “cid:” prefix. It changes if the other side reconnects.</summary>
    public string Cid => _call.Cid;

    /// <summary>
    /// The state of the peer connection: it can be <c>disconnected</c> for a while and recover. The event
    /// <see cref="RtcEvent.ConnectionStateChange"/> tells each change.
    /// </summary>
    public PeerConnectionState State => _call.State;

    /// <summary>
    /// The data channels by protocol. A channel that the other side opened appears with its <see cref="RtcEvent.DataChannelOpen"/>. A
    /// closed channel stays, with its state. A call ends with its last channel: closing that one is hanging up.
    /// </summary>
    public IReadOnlyDictionary<string, IRtcDataChannel> Channels => _call.Objects.Channels;

    /// <summary>The tracks that the other side sends. A track appears with its <see cref="RtcEvent.Track"/>.</summary>
    public IReadOnlyList<IRemoteTrack> RemoteTracks => _call.Objects.Tracks;

    /// <summary>Completes when the call ends, with the reason.</summary>
    public Task<CallEndReason> Closed => _call.Closed;

    /// <summary>Ends the call. After the end it does nothing.</summary>
    public void Hangup() => _call.Post(new CallInput.LocalHangup());

    /// <summary>Ends the call.</summary>
    /// <returns>Completes when the call has ended.</returns>
    public async ValueTask DisposeAsync()
    {
        Hangup();
        await _call.Closed.ConfigureAwait(false);
    }

    /// <summary>Queues a text message on a channel. It may be empty.</summary>
    /// <exception cref="SkapiException">
    /// <c>INVALID_REQUEST</c>: there is no such channel, or it is not open; <c>INVALID_PARAMETER</c>: the text is too long.
    /// </exception>
    public void Send(string protocol, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Channel(protocol).Send(text);
    }

    /// <summary>Queues a binary message on a channel. It may be empty. The bytes are copied.</summary>
    /// <exception cref="SkapiException">
    /// <c>INVALID_REQUEST</c>: there is no such channel, or it is not open; <c>INVALID_PARAMETER</c>: the message is too long.
    /// </exception>
    public void Send(string protocol, ReadOnlySpan<byte> data) => Channel(protocol).Send(data);

    /// <summary>Adds media to the call, and renegotiates.</summary>
    /// <exception cref="SkapiException">
    /// <c>DEVICE_NOT_FOUND</c>, <c>NOT_SUPPORTED</c>, or <c>INVALID_REQUEST</c>: the call has ended.
    /// </exception>
    public async Task AddMediaAsync(MediaOptions media, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(media);
        await _call.Peer.AskAsync((peer, token) => peer.AddMediaAsync(media, token), cancellationToken).ConfigureAwait(false);
        _call.Post(new CallInput.MediaChanged());
    }

    /// <summary>
    /// Replaces the audio that this side sends, without renegotiation. Null removes the source: nothing is sent until it is replaced.
    /// </summary>
    /// <inheritdoc cref="IRtcPeer.ReplaceAudioAsync"/>
    public Task ReplaceAudioAsync(AudioSource? source, CancellationToken cancellationToken = default) =>
        _call.Peer.AskAsync((peer, token) => peer.ReplaceAudioAsync(source, token), cancellationToken);

    /// <summary>
    /// Replaces the video that this side sends, without renegotiation. Null removes the source: nothing is sent until it is replaced.
    /// </summary>
    /// <inheritdoc cref="IRtcPeer.ReplaceVideoAsync"/>
    public Task ReplaceVideoAsync(VideoSource? source, CancellationToken cancellationToken = default) =>
        _call.Peer.AskAsync((peer, token) => peer.ReplaceVideoAsync(source, token), cancellationToken);

    /// <summary>Sends silence or black instead of the local source, or the source again. Nothing is renegotiated.</summary>
    /// <exception cref="ArgumentException">The kind is neither audio nor video.</exception>
    public Task SetMutedAsync(MediaKind kind, bool muted, CancellationToken cancellationToken = default)
    {
        if (kind != MediaKind.Audio && kind != MediaKind.Video)
        {
            throw new ArgumentException(
                $"“{kind}” cannot be muted: it should be {nameof(MediaKind.Audio)} or {nameof(MediaKind.Video)}.", nameof(kind));
        }

        return _call.Peer.AskAsync(
            (peer, _) =>
            {
                peer.SetMuted(kind, muted);
                return ValueTask.CompletedTask;
            },
            cancellationToken);
    }

    /// <summary>
    /// Restarts ICE: finds new network paths for the call, for example after this machine has changed its network. The call goes on
    /// meanwhile.
    /// </summary>
    /// <exception cref="SkapiException">
    /// <c>NOT_SUPPORTED</c>: the transport cannot restart ICE; <c>INVALID_REQUEST</c>: the call has ended.
    /// </exception>
    public async Task RestartIceAsync(CancellationToken cancellationToken = default)
    {
        await _call.Peer.AskAsync(
            (peer, _) =>
            {
                peer.RestartIce();
                return ValueTask.CompletedTask;
            },
            cancellationToken).ConfigureAwait(false);
        _call.Post(new CallInput.RestartPrepared());
    }

    /// <summary>
    /// Gets the statistics of the call at this moment: bytes, packets, losses, round trips, codecs, and the selected candidate pair.
    /// </summary>
    /// <exception cref="SkapiException">
    /// <c>NOT_SUPPORTED</c>: the transport has no statistics; <c>INVALID_REQUEST</c>: the call has ended.
    /// </exception>
    public Task<RtcStats> GetStatsAsync(CancellationToken cancellationToken = default) =>
        _call.Peer.AskAsync(static (peer, token) => peer.GetStatsAsync(token), cancellationToken);

    /// <summary>Records the tracks that have arrived so far into one file. Dispose the result to end the recording.</summary>
    /// <inheritdoc cref="IRtcRecorder.RecordAsync"/>
    public Task<IAsyncDisposable> RecordAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return _call.Peer.AskAsync(
            (peer, token) => peer is IRtcRecorder recorder
                ? recorder.RecordAsync(path, token)
                : throw SkapiException.NotSupported("The call's transport cannot record. Use a transport with RtcCapabilities.Recording."),
            cancellationToken);
    }

    private static string NamesOf(IEnumerable<string> labels) =>
        string.Join(", ", labels.Select(static label => $"“{label}”")) is { Length: > 0 } names ? names : "no channels at all";

    private IRtcDataChannel Channel(string protocol)
    {
        ArgumentNullException.ThrowIfNull(protocol);

        // The channels close a little later, with the peer connection. A message that they accept until then would be lost.
        if (_call.Closed.IsCompleted)
            throw SkapiException.InvalidRequest("The call has ended, so nothing can be sent.");

        var channels = Channels;
        return channels.TryGetValue(protocol, out var channel)
            ? channel
            : throw SkapiException.InvalidRequest($"The call has no data channel “{protocol}”: it has {NamesOf(channels.Keys)}.");
    }
}
