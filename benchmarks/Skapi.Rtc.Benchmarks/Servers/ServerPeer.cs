using System.Text.Json;
using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Benchmarks.Servers;

/// <summary>One peer of the server or of the clients. Its signalling are lines with its number.</summary>
internal sealed class ServerPeer : IRtcPeerObserver, IAsyncDisposable
{
    private readonly int _number;
    private readonly Action<string> _write;
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IRtcPeer? _peer;
    private long _frames;

    private ServerPeer(int number, Action<string> write) => (_number, _write) = (number, write);

    /// <summary>Completes when the peer is connected.</summary>
    public Task Connected => _connected.Task;

    /// <summary>The number of frames of sound that were received.</summary>
    public long Frames => Interlocked.Read(ref _frames);

    /// <summary>Creates a peer that sends a feed.</summary>
    public static async Task<ServerPeer> CreateAsync(
        IRtcTransport transport, int number, EncodedFeed feed, Action<string> write)
    {
        var created = new ServerPeer(number, write);
        var peer = created._peer = await transport.CreatePeerAsync(new RtcPeerOptions(), created);
        await peer.AddMediaAsync(new MediaOptions { Audio = new AudioSource.Encoded(feed) });
        return created;
    }

    /// <summary>Offers to the other side.</summary>
    public async Task OfferAsync()
    {
        var offer = await _peer!.CreateOfferAsync();

        // The candidates, which begin with the next call, follow it.
        Write("description", offer);
        await _peer.SetLocalDescriptionAsync(offer);
    }

    /// <summary>Handles a line of the other side.</summary>
    public async Task HandleAsync(string kind, string content)
    {
        if (kind == "candidate")
        {
            await _peer!.AddIceCandidateAsync(JsonSerializer.Deserialize<IceCandidate>(content)!);
            return;
        }

        var description = JsonSerializer.Deserialize<SessionDescription>(content)!;
        await _peer!.SetRemoteDescriptionAsync(description);
        if (description.Type != SdpType.Offer)
            return;

        var answer = await _peer.CreateAnswerAsync();
        Write("description", answer);
        await _peer.SetLocalDescriptionAsync(answer);
    }

    public void OnPeerEvent(PeerEvent peerEvent)
    {
        switch (peerEvent)
        {
            case PeerEvent.IceCandidateFound found:
                Write("candidate", found.Candidate);
                break;
            case PeerEvent.TrackAdded added:
                added.Track.OnEncodedFrame(_ => Interlocked.Increment(ref _frames));
                break;
            case PeerEvent.ConnectionStateChanged changed when changed.State == PeerConnectionState.Connected:
                _connected.TrySetResult();
                break;
        }
    }

    public ValueTask DisposeAsync() => _peer!.DisposeAsync();

    private void Write<T>(string kind, T content) => _write($"{_number} {kind} {JsonSerializer.Serialize(content)}");
}
