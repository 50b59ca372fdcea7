using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Networks.Node;

/// <summary>A peer that negotiates by the pattern of W3C WebRTC, section 10.7: the answerer gives way when two offers cross.</summary>
/// <remarks>
/// It writes <c>description</c>, <c>candidate</c>, <c>state</c>, <c>network-changed</c>, <c>open</c>, <c>streaming</c>,
/// <c>received COUNT SILENCE</c> and <c>picture</c> (the first one has arrived), and handles
/// <c>ready</c> (the offerer opens a channel), <c>stream COUNT</c>, <c>send-pictures</c>, <c>rate</c> (the estimate of the bits a second)
/// and <c>pair</c> (the offerer answers once it has chosen one).
/// </remarks>
internal sealed class NetworkNode : IRtcPeerObserver, IDataChannelReceiver, IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly TextWriter _output;
    private readonly bool _isOfferer;
    private readonly SemaphoreSlim _chain = new(1, 1);
    private readonly List<Task> _tasks = [];
    private readonly TaskCompletionSource _chosen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SignalingState _signaling = SignalingState.Stable;
    private bool _isNegotiated;
    private IRtcPeer? _peer;
    private IRtcDataChannel? _channel;
    private int _expected;
    private long _receivedAt;
    private int _pictures;
    private TimeSpan _longestSilence;

    private NetworkNode(bool isOfferer, TextWriter output) => (_isOfferer, _output) = (isOfferer, output);

    private IRtcPeer Peer => _peer ?? throw new InvalidOperationException("The peer does not exist yet.");

    /// <summary>Creates the peer.</summary>
    /// <param name="isOfferer">Whether it makes the first offer.</param>
    /// <param name="acceptsTcp">Whether it accepts TCP connections.</param>
    /// <param name="servers">The URLs of STUN and TURN servers, whose credentials are “user” and “secret”.</param>
    /// <param name="output">What the test reads.</param>
    public static async Task<NetworkNode> StartAsync(bool isOfferer, bool acceptsTcp, string[] servers, TextWriter output)
    {
        var node = new NetworkNode(isOfferer, output);
        var options = new RtcPeerOptions
        {
            IceServers =
            [
                .. servers.Select(static url => url.StartsWith("turn", StringComparison.Ordinal)
                    ? new IceServer { Urls = [url], Username = "user", Credential = "secret" }
                    : new IceServer { Urls = [url] }),
            ],
        };
        var transport = new ManagedTransport(new ManagedTransportOptions { TcpPort = acceptsTcp ? 0 : null });
        node._peer = await transport.CreatePeerAsync(options, node);
        return node;
    }

    /// <summary>Handles a line of the test.</summary>
    public async Task HandleAsync(string line)
    {
        var words = line.Split(' ');
        switch (words[0])
        {
            case "ready":
                Peer.CreateDataChannel(new DataChannelOptions { Protocol = "test" });
                break;
            case "description":
                await RunAsync(() => HandleDescriptionAsync(Decode<SessionDescription>(words[1])));
                break;
            case "candidate":
                await RunAsync(() => AddCandidateAsync(Decode<IceCandidate>(words[1])));
                break;
            case "stream":
                _tasks.Add(StreamAsync(int.Parse(words[1], CultureInfo.InvariantCulture)));
                break;
            case "send-pictures":
                await RunAsync(SendPicturesAsync);
                break;
            case "rate":
                var estimate = (await Peer.GetStatsAsync()).Transport.SelectedCandidatePair?.AvailableOutgoingBitrate;
                Write(string.Create(CultureInfo.InvariantCulture, $"rate {estimate ?? 0:F0}"));
                break;
            case "pair":
                if (_isOfferer)
                    await _chosen.Task;
                var pair = (await Peer.GetStatsAsync()).Transport.SelectedCandidatePair;
                var (local, remote) = (pair?.Local, pair?.Remote);
                Write($"pair {local?.CandidateType} {local?.Address} {remote?.CandidateType} {remote?.Address} {local?.Protocol}");
                break;
        }
    }

    public void OnPeerEvent(PeerEvent peerEvent)
    {
        switch (peerEvent)
        {
            case PeerEvent.SignalingStateChanged changed:
                _signaling = changed.State;
                break;
            case PeerEvent.NegotiationNeeded when _isOfferer || _isNegotiated:
                _tasks.Add(RunAsync(OfferAsync));
                break;
            case PeerEvent.IceCandidateFound found:
                Write($"candidate {Encode(found.Candidate)}");
                break;
            case PeerEvent.ConnectionStateChanged changed:
                Write($"state {changed.State}");
                break;
            case PeerEvent.IceConnectionStateChanged changed when changed.State == IceConnectionState.Completed:
                _chosen.TrySetResult();
                break;
            case PeerEvent.NetworkChanged:
                Write("network-changed");
                break;
            case PeerEvent.TrackAdded added:
                added.Track.OnEncodedFrame(_ => OnPicture());
                break;
            case PeerEvent.DataChannelOpened opened:
                _channel = opened.Channel;
                opened.Channel.Attach(this);
                Write("open");
                break;
        }
    }

    public ValueTask OnMessageAsync(IRtcDataChannel channel, DataChannelMessage message)
    {
        var now = TimeProvider.System.GetTimestamp();
        var silence = _receivedAt == 0 ? TimeSpan.Zero : TimeProvider.System.GetElapsedTime(_receivedAt, now);
        _longestSilence = silence > _longestSilence ? silence : _longestSilence;
        _receivedAt = now;
        var number = BinaryPrimitives.ReadInt32BigEndian(message.Data.Span);
        if (number == 0)
            Write("streaming");
        if (number == -1)
            Write(string.Create(CultureInfo.InvariantCulture, $"received {_expected} {_longestSilence.TotalMilliseconds:F0}"));
        else if (number == _expected)
            _expected++;
        else
            Write(string.Create(CultureInfo.InvariantCulture, $"disorder {number} {_expected}"));

        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await Peer.DisposeAsync();
        _chain.Dispose();
    }

    private static string Encode<T>(T value) => Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value)));

    private static T Decode<T>(string text) => JsonSerializer.Deserialize<T>(Convert.FromBase64String(text))!;

    private void OnPicture()
    {
        if (Interlocked.Increment(ref _pictures) == 1)
            Write("picture");
    }

    private async Task SendPicturesAsync()
    {
        var source = new PictureSource();
        await Peer.AddMediaAsync(new MediaOptions { Video = new VideoSource.Encoded(source.Feed) });
        _tasks.Add(source.RunAsync());
    }

    private async Task OfferAsync()
    {
        if (_signaling != SignalingState.Stable)
            return;

        var offer = await Peer.CreateOfferAsync();
        _signaling = SignalingState.HaveLocalOffer;
        await SetAndSendAsync(offer);
    }

    private async Task HandleDescriptionAsync(SessionDescription description)
    {
        if (description.Type == SdpType.Offer && _signaling == SignalingState.HaveLocalOffer)
        {
            if (_isOfferer)
                return;

            await Peer.SetLocalDescriptionAsync(new SessionDescription { Type = SdpType.Rollback, Sdp = "" });
        }

        await Peer.SetRemoteDescriptionAsync(description);
        _signaling = SignalingState.Stable;
        _isNegotiated = true;
        if (description.Type != SdpType.Offer)
            return;

        var answer = await Peer.CreateAnswerAsync();
        await SetAndSendAsync(answer);
    }

    // The description leaves first: its candidates are found as soon as it is set, and the other side cannot use one before it.
    private async Task SetAndSendAsync(SessionDescription description)
    {
        Write($"description {Encode(description)}");
        await Peer.SetLocalDescriptionAsync(description);
    }

    private async Task AddCandidateAsync(IceCandidate candidate)
    {
        try
        {
            await Peer.AddIceCandidateAsync(candidate);
        }
        catch (SkapiException)
        {
            // It belongs to an offer that this side ignored.
        }
    }

    // Numbered messages in a steady stream, and -1 at the end.
    private async Task StreamAsync(int count)
    {
        var message = new byte[200];
        using var timer = new PeriodicTimer(Interval);
        for (var number = 0; number < count && await timer.WaitForNextTickAsync(); number++)
        {
            BinaryPrimitives.WriteInt32BigEndian(message, number);
            _channel!.Send(message);
        }

        BinaryPrimitives.WriteInt32BigEndian(message, -1);
        _channel!.Send(message);
    }

    private async Task RunAsync(Func<Task> operation)
    {
        await _chain.WaitAsync();
        try
        {
            await operation();
        }
        catch (Exception error)
        {
            Write($"error {error.Message.ReplaceLineEndings(" ")}");
        }
        finally
        {
            _chain.Release();
        }
    }

    private void Write(string line)
    {
        lock (_output)
        {
            _output.WriteLine(line);
            _output.Flush();
        }
    }
}
