using System.Threading.Channels;
using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.BorrowedCodecs;

/// <summary>Two peers of one transport in this process: what goes in raw comes out encoded, and the other way round.</summary>
internal sealed class Loopback : IAsyncDisposable
{
    private readonly IRtcPeer _sender;
    private readonly IRtcPeer _receiver;
    private readonly Listener _senderEvents;
    private readonly Listener _receiverEvents;
    private readonly List<Task> _trickling = [];

    private Loopback(IRtcPeer sender, Listener senderEvents, IRtcPeer receiver, Listener receiverEvents) =>
        (_sender, _senderEvents, _receiver, _receiverEvents) = (sender, senderEvents, receiver, receiverEvents);

    /// <summary>Connects, and gives what arrives at the far end. It is connected first: a key frame that came earlier would be lost.</summary>
    public static async Task<(Loopback Loopback, IRemoteTrack Track)> ConnectAsync(IRtcTransport transport, MediaOptions media)
    {
        var (senderEvents, receiverEvents) = (new Listener(), new Listener());
        var sender = await transport.CreatePeerAsync(new RtcPeerOptions(), senderEvents).ConfigureAwait(false);
        var receiver = await transport.CreatePeerAsync(new RtcPeerOptions(), receiverEvents).ConfigureAwait(false);
        var loopback = new Loopback(sender, senderEvents, receiver, receiverEvents);
        await sender.AddMediaAsync(media).ConfigureAwait(false);
        await loopback.NegotiateAsync().ConfigureAwait(false);
        await Task.WhenAll(senderEvents.Connected.Task, receiverEvents.Connected.Task).ConfigureAwait(false);
        return (loopback, await receiverEvents.Track.Task.ConfigureAwait(false));
    }

    public async ValueTask DisposeAsync()
    {
        _senderEvents.Candidates.Writer.TryComplete();
        _receiverEvents.Candidates.Writer.TryComplete();
        await Task.WhenAll(_trickling).ConfigureAwait(false);
        await _sender.DisposeAsync().ConfigureAwait(false);
        await _receiver.DisposeAsync().ConfigureAwait(false);
    }

    private async Task NegotiateAsync()
    {
        var offer = await _sender.CreateOfferAsync().ConfigureAwait(false);
        await _sender.SetLocalDescriptionAsync(offer).ConfigureAwait(false);
        await _receiver.SetRemoteDescriptionAsync(offer).ConfigureAwait(false);
        var answer = await _receiver.CreateAnswerAsync().ConfigureAwait(false);
        await _receiver.SetLocalDescriptionAsync(answer).ConfigureAwait(false);
        await _sender.SetRemoteDescriptionAsync(answer).ConfigureAwait(false);
        _trickling.Add(_senderEvents.TrickleAsync(_receiver));
        _trickling.Add(_receiverEvents.TrickleAsync(_sender));
    }

    private sealed class Listener : IRtcPeerObserver
    {
        public Channel<IceCandidate> Candidates { get; } = Channel.CreateUnbounded<IceCandidate>();

        public TaskCompletionSource<IRemoteTrack> Track { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Connected { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void OnPeerEvent(PeerEvent peerEvent)
        {
            switch (peerEvent)
            {
                case PeerEvent.IceCandidateFound found:
                    Candidates.Writer.TryWrite(found.Candidate);
                    break;
                case PeerEvent.TrackAdded added:
                    Track.TrySetResult(added.Track);
                    break;
                case PeerEvent.ConnectionStateChanged changed when changed.State == PeerConnectionState.Connected:
                    Connected.TrySetResult();
                    break;
                case PeerEvent.ConnectionStateChanged changed when changed.State == PeerConnectionState.Failed || changed.State == PeerConnectionState.Closed:
                    Connected.TrySetException(new InvalidOperationException($"The loopback of the codecs is {changed.State}."));
                    break;
            }
        }

        public async Task TrickleAsync(IRtcPeer to)
        {
            await foreach (var candidate in Candidates.Reader.ReadAllAsync().ConfigureAwait(false))
                await to.AddIceCandidateAsync(candidate).ConfigureAwait(false);
        }
    }
}
