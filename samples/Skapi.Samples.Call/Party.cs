using System.Collections.Concurrent;
using System.Diagnostics;
using Skapi.Protocol;
using Skapi.Rtc;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;
using Skapi.Samples.Call.Checks;
using Skapi.Samples.Call.Files;
using Skapi.Samples.Call.Timelines;

namespace Skapi.Samples.Call;

/// <summary>One side of the call: shows its events and checks the media that arrive.</summary>
internal sealed class Party(string name, SkapiClient client, TestMedia media, ITimeline timeline) : IAsyncDisposable
{
    private readonly TaskCompletionSource<RtcConnection> _connection = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _message = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _opened = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ReceivedFile> _files = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<CallEndReason> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _bufferedAmountLow = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => name;

    public SkapiClient Client => client;

    public PictureCheck Pictures { get; } = new();

    public SoundCheck Sound { get; } = new();

    /// <summary>Completes with the first text message of a channel that carries no file.</summary>
    public Task<string> Message => _message.Task;

    /// <summary>Completes with the reason of <c>rtc:closed</c>.</summary>
    public Task<CallEndReason> Closed => _closed.Task;

    /// <summary>Completes when the call is connected.</summary>
    public Task<RtcConnection> Connection => _connection.Task;

    /// <summary>When this side had made its offer, as a timestamp of <see cref="Stopwatch"/>; 0 if it has made none.</summary>
    public long Offered { get; private set; }

    public void Did(string what, string detail = "") => timeline.Add(name, new Entry(Tone.Action, what, detail));

    /// <summary>Completes when the channel of a protocol is open.</summary>
    public Task OpenedAsync(string protocol) => Opened(protocol).Task;

    /// <summary>Writes what arrives on the channel of a protocol into a file.</summary>
    public void Receives(string protocol, ReceivedFile file) => _files[protocol] = file;

    /// <summary>Completes when the waiting bytes of a channel have fallen to its threshold.</summary>
    public Task BufferedAmountLowAsync(IRtcDataChannel channel)
    {
        var low = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _bufferedAmountLow = low;

        // The event may have been raised just before.
        if (channel.BufferedAmount <= channel.BufferedAmountLowThreshold)
            low.TrySetResult();
        return low.Task;
    }

    /// <summary>Connects, and shows each realtime event before the party handles it.</summary>
    public Task ConnectAsync(Func<RealtimeEvent, Task> act) => client.ConnectRealtimeAsync(async realtimeEvent =>
    {
        timeline.Add(name, EventEntries.Of(realtimeEvent));
        switch (realtimeEvent)
        {
            case RealtimeEvent.RtcClosed closed:
                _closed.TrySetResult(CallEndReason.From(closed.Code ?? ""));
                break;
            case RealtimeEvent.Close:
                _left.TrySetResult();
                break;
        }

        await act(realtimeEvent);
    });

    public async Task CallAsync(RtcCallOptions options)
    {
        Did("connectRTC", string.Join(", ", NamesOf(options.Media).Concat(options.Channels.Select(channel => channel.Protocol))));
        var call = await client.ConnectRtcAsync(options, OnRtcAsync);
        _connection.SetResult(await call.Connection);
    }

    public async Task AcceptAsync(RealtimeEvent.RtcIncoming incoming, MediaOptions? media)
    {
        Did("connectRTC", media is null ? "accepts" : $"accepts with {string.Join(", ", NamesOf(media))}");
        _connection.SetResult(
            await client.GetIncomingCall(incoming).ConnectRtcAsync(new RtcAnswerOptions { Media = media }, OnRtcAsync));
    }

    /// <summary>Closes the realtime connection, and waits until the timeline shows that it is closed.</summary>
    public async Task LeaveAsync()
    {
        var connected = client.UserId is not null;
        await client.CloseRealtimeAsync();
        if (connected)
            await _left.Task;
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();

    private static IEnumerable<string> NamesOf(MediaOptions? media) => media is null ? [] : ["audio", "video"];

    private TaskCompletionSource Opened(string protocol) =>
        _opened.GetOrAdd(protocol, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task OnRtcAsync(RtcEvent rtcEvent)
    {
        // A file has too many messages for the timeline.
        if (rtcEvent is RtcEvent.DataChannelMessage message && _files.TryGetValue(message.Target.Label, out var file))
        {
            await (message.Binary is { } bytes ? file.WriteAsync(bytes) : file.CompareAsync(message.Data ?? ""));
            return;
        }

        if (rtcEvent is RtcEvent.BufferedAmountLow)
        {
            _bufferedAmountLow.TrySetResult();
            return;
        }

        timeline.Add(name, EventEntries.Of(rtcEvent));
        switch (rtcEvent)
        {
            case RtcEvent.SignalingStateChange change when Offered == 0 && change.State == SignalingState.HaveLocalOffer:
                Offered = Stopwatch.GetTimestamp();
                break;
            case RtcEvent.Track track:
                Watch(client.GetTrack(track));
                break;
            case RtcEvent.DataChannelOpen open:
                Opened(open.Protocol).TrySetResult();
                break;
            case RtcEvent.DataChannelMessage { Data: { } text }:
                _message.TrySetResult(text);
                break;
        }
    }

    private void Watch(IRemoteTrack track)
    {
        if (track.Kind == MediaKind.Video)
            media.Watch(track, Pictures.Take);
        else
            track.OnAudioFrame(Sound.Take);
    }
}
