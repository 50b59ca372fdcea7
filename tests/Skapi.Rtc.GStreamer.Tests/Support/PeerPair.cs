using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Tests.Support;

/// <summary>Two peers in one process, and the wire between them: candidates trickle across as soon as they are found.</summary>
internal sealed class PeerPair(PeerProbe caller, PeerProbe callee) : IAsyncDisposable
{
    private Task _trickling = Task.CompletedTask;

    public PeerProbe Caller { get; } = caller;

    public PeerProbe Callee { get; } = callee;

    public static async Task<PeerPair> CreateAsync() => new(await PeerProbe.CreateAsync(), await PeerProbe.CreateAsync());

    /// <summary>Two peers that are connected, with one channel.</summary>
    public static async Task<PeerPair> ConnectAsync(DataChannelOptions? channel = null, MediaOptions? callerMedia = null, MediaOptions? calleeMedia = null)
    {
        var pair = await CreateAsync();
        if (callerMedia is not null)
            await pair.Caller.Peer.AddMediaAsync(callerMedia);
        if (calleeMedia is not null)
            await pair.Callee.Peer.AddMediaAsync(calleeMedia);
        if (channel is not null)
            pair.Caller.Peer.CreateDataChannel(channel);

        await pair.NegotiateAsync(pair.Caller, pair.Callee);
        await pair.Caller.ConnectedAsync();
        await pair.Callee.ConnectedAsync();
        return pair;
    }

    /// <summary>One exchange of offer and answer.</summary>
    public async Task NegotiateAsync(PeerProbe offerer, PeerProbe answerer)
    {
        var offer = await offerer.Peer.CreateOfferAsync();
        await offerer.Peer.SetLocalDescriptionAsync(offer);
        await answerer.Peer.SetRemoteDescriptionAsync(offer);
        var answer = await answerer.Peer.CreateAnswerAsync();
        await answerer.Peer.SetLocalDescriptionAsync(answer);
        await offerer.Peer.SetRemoteDescriptionAsync(answer);
        if (_trickling.IsCompleted)
            _trickling = Task.WhenAll(TrickleAsync(Caller, Callee), TrickleAsync(Callee, Caller));
    }

    public async ValueTask DisposeAsync()
    {
        await Caller.DisposeAsync();
        await Callee.DisposeAsync();
    }

    private static async Task TrickleAsync(PeerProbe from, PeerProbe to)
    {
        await foreach (var peerEvent in from.Signalling.ReadAllAsync())
        {
            if (peerEvent is PeerEvent.IceCandidateFound found)
                await to.Peer.AddIceCandidateAsync(found.Candidate);
            else if (peerEvent is PeerEvent.IceCandidatesEnded)
                return;
        }
    }
}
