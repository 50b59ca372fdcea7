using System.Threading.Channels;
using Skapi.Protocol;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Conformance;

/// <summary>Two peers, of one transport or of two, and the signalling between them: candidates trickle as they are found.</summary>
public sealed class PeerPair : IAsyncDisposable
{
    private readonly Trickle _toAnswerer;
    private readonly Trickle _toOfferer;

    private PeerPair(IRtcPeer offerer, PeerRecorder offererEvents, IRtcPeer answerer, PeerRecorder answererEvents)
    {
        (Offerer, OffererEvents, Answerer, AnswererEvents) = (offerer, offererEvents, answerer, answererEvents);
        _toAnswerer = new Trickle(this);
        _toOfferer = new Trickle(this);
        OffererEvents.Forward(_toAnswerer.Take);
        AnswererEvents.Forward(_toOfferer.Take);
    }

    public IRtcPeer Offerer { get; }

    public PeerRecorder OffererEvents { get; }

    public IRtcPeer Answerer { get; }

    public PeerRecorder AnswererEvents { get; }

    /// <summary>What becomes of a candidate on its way to the other side; null if it is lost. Set it before the negotiation.</summary>
    public Func<IceCandidate, IceCandidate?> Carry { get; set; } = static candidate => candidate;

    public static Task<PeerPair> CreateAsync(IRtcTransport transport) => CreateAsync(transport, transport);

    /// <param name="offering">The offerer's transport.</param>
    /// <param name="answering">The answerer's transport.</param>
    /// <param name="options">The options of both peers; null for the defaults.</param>
    /// <param name="answererReceives">Whether the answerer's recorder receives the messages; otherwise the test does.</param>
    public static async Task<PeerPair> CreateAsync(
        IRtcTransport offering, IRtcTransport answering, RtcPeerOptions? options = null, bool answererReceives = true)
    {
        var offererEvents = new PeerRecorder();
        var answererEvents = new PeerRecorder { ReceivesMessages = answererReceives };
        var offerer = await offering.CreatePeerAsync(options ?? new RtcPeerOptions(), offererEvents);
        var answerer = await answering.CreatePeerAsync(options ?? new RtcPeerOptions(), answererEvents);
        return new PeerPair(offerer, offererEvents, answerer, answererEvents);
    }

    /// <summary>Two connected peers with one data channel, which the offerer created.</summary>
    public static async Task<PeerPair> ConnectedAsync(
        IRtcTransport transport, DataChannelOptions? channel = null, bool answererReceives = true)
    {
        var pair = await CreateAsync(transport, transport, answererReceives: answererReceives);
        pair.Offerer.CreateDataChannel(channel ?? DataChannelOptions.TextChat);
        await pair.NegotiateAsync();
        await pair.WaitUntilConnectedAsync();
        return pair;
    }

    /// <summary>One offer and its answer; the candidates follow from then on.</summary>
    /// <param name="beforeTheAnswer">Runs between the two.</param>
    /// <param name="onTheWay">What becomes of the answer on its way to the offerer.</param>
    /// <param name="offerOnTheWay">What becomes of the offer on its way to the answerer.</param>
    public async Task NegotiateAsync(
        Func<Task>? beforeTheAnswer = null,
        Func<SessionDescription, SessionDescription>? onTheWay = null,
        Func<SessionDescription, SessionDescription>? offerOnTheWay = null)
    {
        var offer = await Offerer.CreateOfferAsync();
        await Offerer.SetLocalDescriptionAsync(offer);
        await Answerer.SetRemoteDescriptionAsync(offerOnTheWay is null ? offer : offerOnTheWay(offer));
        if (beforeTheAnswer is not null)
            await beforeTheAnswer();

        var answer = await Answerer.CreateAnswerAsync();
        await Answerer.SetLocalDescriptionAsync(answer);
        await Offerer.SetRemoteDescriptionAsync(onTheWay is null ? answer : onTheWay(answer));
        BeginTrickling();
    }

    /// <summary>Lets the candidates through, for a test that negotiates by itself.</summary>
    public void BeginTrickling()
    {
        _toAnswerer.Open(Answerer);
        _toOfferer.Open(Offerer);
    }

    public async Task WaitUntilConnectedAsync()
    {
        await OffererEvents.WaitForAsync<PeerEvent.ConnectionStateChanged>(changed => changed.State == PeerConnectionState.Connected);
        await AnswererEvents.WaitForAsync<PeerEvent.ConnectionStateChanged>(changed => changed.State == PeerConnectionState.Connected);
    }

    /// <summary>Both ends of a channel, once both are open.</summary>
    public async Task<(IRtcDataChannel Offerers, IRtcDataChannel Answerers)> OpenChannelAsync(string label = "text-chat")
    {
        var offerers = await OffererEvents.WaitForAsync<PeerEvent.DataChannelOpened>(opened => opened.Channel.Label == label);
        var answerers = await AnswererEvents.WaitForAsync<PeerEvent.DataChannelOpened>(opened => opened.Channel.Label == label);
        return (offerers.Channel, answerers.Channel);
    }

    /// <summary>Closes the offerer. What the answerer still finds has nowhere to go.</summary>
    public async Task CloseOffererAsync()
    {
        await _toOfferer.CloseAsync();
        await Offerer.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _toAnswerer.CloseAsync();
        await _toOfferer.CloseAsync();
        await Offerer.DisposeAsync();
        await Answerer.DisposeAsync();
    }

    /// <summary>Candidates on their way to a peer. They wait until it has a remote description.</summary>
    private sealed class Trickle(PeerPair pair)
    {
        private readonly Channel<IceCandidate> _candidates = Channel.CreateUnbounded<IceCandidate>();
        private Task _running = Task.CompletedTask;

        public void Take(PeerEvent peerEvent)
        {
            if (peerEvent is PeerEvent.IceCandidateFound found)
                _candidates.Writer.TryWrite(found.Candidate);
        }

        public void Open(IRtcPeer peer)
        {
            if (_running.IsCompleted)
                _running = RunAsync(peer);
        }

        public async Task CloseAsync()
        {
            _candidates.Writer.TryComplete();
            await _running;
        }

        private async Task RunAsync(IRtcPeer peer)
        {
            try
            {
                await foreach (var candidate in _candidates.Reader.ReadAllAsync())
                {
                    if (pair.Carry(candidate) is { } carried)
                        await peer.AddIceCandidateAsync(carried);
                }
            }
            catch (ObjectDisposedException)
            {
                // The test disposed the peer. What the other side still finds has nowhere to go.
            }
        }
    }
}
