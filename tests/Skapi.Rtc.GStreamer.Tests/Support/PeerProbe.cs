using System.Threading.Channels;
using Skapi.Protocol;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Tests.Support;

/// <summary>One peer of a test, with all its events. What is waited for is an event, never a time; the limit only guards against a hang.</summary>
internal sealed class PeerProbe : IRtcPeerObserver, IAsyncDisposable
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private readonly List<PeerEvent> _events = [];
    private readonly Channel<PeerEvent> _signalling = Channel.CreateUnbounded<PeerEvent>();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IRtcPeer Peer { get; private set; } = null!;

    public ChannelReader<PeerEvent> Signalling => _signalling.Reader;

    public IReadOnlyList<PeerEvent> Events
    {
        get
        {
            lock (_lock)
                return [.. _events];
        }
    }

    public static async Task<PeerProbe> CreateAsync(IRtcTransport? transport = null)
    {
        var probe = new PeerProbe();
        probe.Peer = await (transport ?? TestTransport.Shared).CreatePeerAsync(new RtcPeerOptions(), probe);
        return probe;
    }

    public void OnPeerEvent(PeerEvent peerEvent)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _events.Add(peerEvent);
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _signalling.Writer.TryWrite(peerEvent);
        changed.SetResult();
    }

    /// <summary>The first event of a kind that a condition holds for, past or to come.</summary>
    public async Task<TEvent> NextAsync<TEvent>(Func<TEvent, bool>? condition = null)
        where TEvent : PeerEvent
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_events.OfType<TEvent>().FirstOrDefault(candidate => condition?.Invoke(candidate) != false) is { } found)
                    return found;
                changed = _changed.Task;
            }

            try
            {
                await changed.WaitAsync(Hang);
            }
            catch (TimeoutException)
            {
                throw new TimeoutException($"No {typeof(TEvent).Name} came. These did: {string.Join(", ", Events)}");
            }
        }
    }

    public Task ConnectedAsync() => NextAsync<PeerEvent.ConnectionStateChanged>(change => change.State == PeerConnectionState.Connected);

    public async Task<IRtcDataChannel> OpenedAsync(string label) =>
        (await NextAsync<PeerEvent.DataChannelOpened>(opened => opened.Channel.Label == label)).Channel;

    public async ValueTask DisposeAsync() => await Peer.DisposeAsync();
}
