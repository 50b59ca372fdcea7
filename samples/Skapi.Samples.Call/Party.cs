using Skapi.Protocol;
using Skapi.Rtc;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;
using Skapi.Samples.Call.Checks;
using Skapi.Samples.Call.Timelines;

namespace Skapi.Samples.Call;

/// <summary>One side of the call: shows its events and checks the media that arrive.</summary>
internal sealed class Party(string name, SkapiClient client, ITimeline timeline) : IAsyncDisposable
{
    private readonly TaskCompletionSource<RtcConnection> _connection = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _message = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _channelOpen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<CallEndReason> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => name;

    public SkapiClient Client => client;

    public PictureCheck Pictures { get; } = new();

    public SoundCheck Sound { get; } = new();

    /// <summary>Completes when the channel of the chat is open.</summary>
    public Task ChannelOpen => _channelOpen.Task;

    /// <summary>Completes with the first message.</summary>
    public Task<string> Message => _message.Task;

    /// <summary>Completes with the reason of <c>rtc:closed</c>.</summary>
    public Task<CallEndReason> Closed => _closed.Task;

    /// <summary>Completes when the call is connected.</summary>
    public Task<RtcConnection> Connection => _connection.Task;

    public void Did(string what, string detail = "") => timeline.Add(name, new Entry(Tone.Action, what, detail));

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

    public async Task CallAsync(string cid)
    {
        Did("connectRTC", "audio, video, text-chat");
        var call = await client.ConnectRtcAsync(
            new RtcCallOptions { Cid = cid, Media = MediaOptions.Test, Channels = [DataChannelOptions.TextChat] }, OnRtc);
        _connection.SetResult(await call.Connection);
    }

    public async Task AcceptAsync(RealtimeEvent.RtcIncoming incoming)
    {
        Did("connectRTC", "accepts with audio, video");
        _connection.SetResult(
            await client.GetIncomingCall(incoming).ConnectRtcAsync(new RtcAnswerOptions { Media = MediaOptions.Test }, OnRtc));
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

    private void OnRtc(RtcEvent rtcEvent)
    {
        timeline.Add(name, EventEntries.Of(rtcEvent));
        switch (rtcEvent)
        {
            case RtcEvent.Track track:
                Watch(client.GetTrack(track));
                break;
            case RtcEvent.DataChannelOpen:
                _channelOpen.TrySetResult();
                break;
            case RtcEvent.DataChannelMessage { Data: { } text }:
                _message.TrySetResult(text);
                break;
        }
    }

    private void Watch(IRemoteTrack track)
    {
        if (track.Kind == MediaKind.Video)
            track.OnVideoFrame(Pictures.Take);
        else
            track.OnAudioFrame(Sound.Take);
    }
}
