using System.Collections.Concurrent;
using System.Diagnostics;
using Skapi.Protocol;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Benchmarks.Transports;

/// <summary>Two connected peers of a transport with one reliable data channel. Candidates trickle.</summary>
internal sealed class ConnectedPair : IAsyncDisposable
{
    private static readonly DataChannelOptions Options = new() { Protocol = "data" };

    private readonly IRtcPeer _offerer;
    private readonly IRtcPeer _answerer;

    private ConnectedPair(IRtcPeer offerer, IRtcPeer answerer) => (_offerer, _answerer) = (offerer, answerer);

    /// <summary>The offerer's end of the channel.</summary>
    public required IRtcDataChannel Sender { get; init; }

    /// <summary>The answerer's end of the channel.</summary>
    public required IRtcDataChannel Receiver { get; init; }

    /// <summary>The events of the offerer.</summary>
    public required PeerEvents SenderEvents { get; init; }

    /// <summary>The time from the creation of the peers until the channel was open at the offerer.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>Connects two peers.</summary>
    /// <param name="transport">The transport.</param>
    /// <param name="options">The options of both peers; null for the defaults.</param>
    public static async Task<ConnectedPair> ConnectAsync(IRtcTransport transport, RtcPeerOptions? options = null)
    {
        options ??= new RtcPeerOptions();
        var (offererEvents, answererEvents) = (new PeerEvents(), new PeerEvents());
        var began = Stopwatch.GetTimestamp();
        var offerer = await transport.CreatePeerAsync(options, offererEvents);
        var answerer = await transport.CreatePeerAsync(options, answererEvents);
        offerer.CreateDataChannel(Options);
        await NegotiateAsync(offerer, answerer);
        offererEvents.TrickleTo(answerer);
        answererEvents.TrickleTo(offerer);
        var sender = await offererEvents.Opened;
        var took = Stopwatch.GetElapsedTime(began);
        return new ConnectedPair(offerer, answerer)
        {
            Sender = sender, Receiver = await answererEvents.Opened, SenderEvents = offererEvents, Took = took,
        };
    }

    /// <summary>Restarts ICE.</summary>
    /// <returns>The time until both sides use other candidates.</returns>
    public async Task<TimeSpan> RestartAsync()
    {
        var (offerers, answerers) = (await SelectedAsync(_offerer), await SelectedAsync(_answerer));
        var began = Stopwatch.GetTimestamp();
        _offerer.RestartIce();
        await NegotiateAsync(_offerer, _answerer);
        while (await SelectedAsync(_offerer) is var first && (first is null || first == offerers)
            || await SelectedAsync(_answerer) is var second && (second is null || second == answerers))
            await Task.Delay(1);

        return Stopwatch.GetElapsedTime(began);
    }

    public async ValueTask DisposeAsync()
    {
        await _offerer.DisposeAsync();
        await _answerer.DisposeAsync();
    }

    private static async Task NegotiateAsync(IRtcPeer offerer, IRtcPeer answerer)
    {
        var offer = await offerer.CreateOfferAsync();
        await offerer.SetLocalDescriptionAsync(offer);
        await answerer.SetRemoteDescriptionAsync(offer);
        var answer = await answerer.CreateAnswerAsync();
        await answerer.SetLocalDescriptionAsync(answer);
        await offerer.SetRemoteDescriptionAsync(answer);
    }

    // Each restart has candidates of its own.
    private static async Task<int?> SelectedAsync(IRtcPeer peer) =>
        (await peer.GetStatsAsync()).Transport.SelectedCandidatePair?.Remote.Port;

    /// <summary>The events of a peer, as far as a measurement needs them.</summary>
    internal sealed class PeerEvents : IRtcPeerObserver
    {
        private readonly TaskCompletionSource<IRtcDataChannel> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ConcurrentQueue<IceCandidate> _candidates = new();
        private volatile Action<IceCandidate>? _other;

        /// <summary>Completes when the channel is open.</summary>
        public Task<IRtcDataChannel> Opened => _opened.Task;

        /// <summary>Released each time the buffered amount has fallen to the threshold.</summary>
        public SemaphoreSlim BufferedAmountLow { get; } = new(0);

        public void TrickleTo(IRtcPeer other) => TrickleTo(candidate => _ = other.AddIceCandidateAsync(candidate).AsTask());

        public void TrickleTo(Action<IceCandidate> other)
        {
            _other = other;
            Trickle();
        }

        public void OnPeerEvent(PeerEvent peerEvent)
        {
            switch (peerEvent)
            {
                case PeerEvent.IceCandidateFound found:
                    _candidates.Enqueue(found.Candidate);
                    Trickle();
                    break;
                case PeerEvent.DataChannelOpened opened:
                    _opened.TrySetResult(opened.Channel);
                    break;
                case PeerEvent.BufferedAmountLow:
                    BufferedAmountLow.Release();
                    break;
            }
        }

        private void Trickle()
        {
            while (_other is { } other && _candidates.TryDequeue(out var candidate))
                other(candidate);
        }
    }
}
