using System.Diagnostics;
using System.Threading.Channels;
using Skapi.Protocol;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Benchmarks;

/// <summary>Two peers of the transport, without the layers above it. Descriptions and candidates are passed on directly.</summary>
internal sealed class BarePeers : IRtcPeerObserver
{
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<IceCandidate> _candidates = Channel.CreateUnbounded<IceCandidate>();

    public void OnPeerEvent(PeerEvent peerEvent)
    {
        switch (peerEvent)
        {
            case PeerEvent.IceCandidateFound found:
                _candidates.Writer.TryWrite(found.Candidate);
                break;
            case PeerEvent.ConnectionStateChanged changed when changed.State == PeerConnectionState.Connected:
                _connected.TrySetResult();
                break;
        }
    }

    /// <summary>Connects a pair of peers as a call does, and measures the time until the offerer is connected.</summary>
    /// <param name="transport">The transport.</param>
    /// <param name="channel">The only channel.</param>
    /// <param name="untilBoth">Whether to wait until the answerer is connected too.</param>
    public static async Task<TimeSpan> MeasureAsync(IRtcTransport transport, DataChannelOptions channel, bool untilBoth = false)
    {
        var (offererEvents, answererEvents) = (new BarePeers(), new BarePeers());
        var began = Stopwatch.GetTimestamp();
        await using var offerer = await transport.CreatePeerAsync(new RtcPeerOptions(), offererEvents);
        offerer.CreateDataChannel(channel);
        var offer = await offerer.CreateOfferAsync();
        await offerer.SetLocalDescriptionAsync(offer);

        await using var answerer = await transport.CreatePeerAsync(new RtcPeerOptions(), answererEvents);
        await answerer.SetRemoteDescriptionAsync(offer);
        var answer = await answerer.CreateAnswerAsync();
        await answerer.SetLocalDescriptionAsync(answer);

        // A peer takes one call at a time, so the candidates follow the descriptions.
        var toAnswerer = TrickleAsync(offererEvents, answerer);
        await offerer.SetRemoteDescriptionAsync(answer);
        var toOfferer = TrickleAsync(answererEvents, offerer);
        await offererEvents._connected.Task;
        if (untilBoth)
            await answererEvents._connected.Task;
        var took = Stopwatch.GetElapsedTime(began);

        offererEvents._candidates.Writer.TryComplete();
        answererEvents._candidates.Writer.TryComplete();
        await Task.WhenAll(toAnswerer, toOfferer);
        return took;
    }

    private static async Task TrickleAsync(BarePeers from, IRtcPeer to)
    {
        await foreach (var candidate in from._candidates.Reader.ReadAllAsync())
            await to.AddIceCandidateAsync(candidate);
    }
}
