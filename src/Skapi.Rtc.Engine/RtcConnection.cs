using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Running;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc;

/// <summary>A call that is connected: its channels, its media, and the way to end it.</summary>
public sealed class RtcConnection
{
    private readonly LiveCall _call;

    internal RtcConnection(LiveCall call) => _call = call;

    /// <summary>The other side's connection id, with its “cid:” prefix.</summary>
    public string Cid => _call.Cid;

    /// <summary>
    /// The data channels by protocol. One that the other side opened appears with its <see cref="RtcEvent.DataChannelOpen"/>; one that has
    /// closed stays, and says so in its state. A call ends with its last channel: to close that one is to hang up.
    /// </summary>
    public IReadOnlyDictionary<string, IRtcDataChannel> Channels => _call.Objects.Channels;

    /// <summary>What the other side sends. A track appears with its <see cref="RtcEvent.Track"/>.</summary>
    public IReadOnlyList<IRemoteTrack> RemoteTracks => _call.Objects.Tracks;

    /// <summary>Ends with the call, and says why it ended.</summary>
    public Task<CallEndReason> Closed => _call.Closed;

    /// <summary>Ends the call. Once it has ended, this does nothing.</summary>
    public void Hangup() => _call.Post(new CallInput.HungUp());

    /// <summary>Queues a text message on a channel; it may be empty.</summary>
    /// <exception cref="SkapiException"><c>INVALID_REQUEST</c>: there is no such channel, or it is not open; <c>INVALID_PARAMETER</c>: the text is too long.</exception>
    public void Send(string protocol, string text) => Channel(protocol).Send(text);

    /// <summary>Queues a binary message on a channel; it may be empty.</summary>
    /// <exception cref="SkapiException"><c>INVALID_REQUEST</c>: there is no such channel, or it is not open; <c>INVALID_PARAMETER</c>: the message is too long.</exception>
    public void Send(string protocol, ReadOnlySpan<byte> data) => Channel(protocol).Send(data);

    /// <summary>Adds media to the call, and renegotiates.</summary>
    /// <exception cref="SkapiException"><c>DEVICE_NOT_FOUND</c>, <c>NOT_SUPPORTED</c>, or <c>INVALID_REQUEST</c>: the call has ended.</exception>
    public async Task AddMediaAsync(MediaOptions media, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(media);
        await _call.Peer.AskAsync(
            async (peer, token) =>
            {
                await peer.AddMediaAsync(media, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        _call.Post(new CallInput.MediaChanged());
    }

    /// <summary>Sends silence or black in place of the local source, or the source again.</summary>
    public Task SetMutedAsync(MediaKind kind, bool muted, CancellationToken cancellationToken = default) => _call.Peer.AskAsync(
        (peer, _) =>
        {
            peer.SetMuted(kind, muted);
            return ValueTask.FromResult(true);
        },
        cancellationToken);

    /// <summary>Records the tracks that have arrived so far into one file; the recording ends when it is disposed.</summary>
    /// <inheritdoc cref="IRtcRecorder.RecordAsync"/>
    public Task<IAsyncDisposable> RecordAsync(string path, CancellationToken cancellationToken = default) =>
        _call.Peer.AskAsync(
            (peer, token) => peer is IRtcRecorder recorder
                ? recorder.RecordAsync(path, token)
                : throw SkapiException.NotSupported("The call's transport cannot record. Use a transport with RtcCapabilities.Recording."),
            cancellationToken);

    private IRtcDataChannel Channel(string protocol)
    {
        // The channels close a little later, with the peer connection; what they took meanwhile would be lost.
        if (_call.Closed.IsCompleted)
            throw SkapiException.InvalidRequest("The call has ended: nothing can be sent any more.");

        return Channels.TryGetValue(protocol, out var channel)
            ? channel
            : throw SkapiException.InvalidRequest(Channels.Count == 0
                ? $"The call has no data channel “{protocol}”: it has none at all."
                : $"The call has no data channel “{protocol}”: it has {string.Join(", ", Channels.Keys.Select(label => $"“{label}”"))}.");
    }
}
