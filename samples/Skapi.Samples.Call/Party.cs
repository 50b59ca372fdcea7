using Skapi.Protocol;
using Skapi.Rtc;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;
using Skapi.Samples.Call.Checks;
using Skapi.Samples.Call.Timelines;

namespace Skapi.Samples.Call;

/// <summary>One side of the call: shows its events, and looks at what arrives.</summary>
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

    /// <summary>Ends when the chat's channel is open.</summary>
    public Task ChannelOpen => _channelOpen.Task;

    /// <summary>The first message that came.</summary>
    public Task<string> Message => _message.Task;

    /// <summary>Why the call ended, as <c>rtc:closed</c> told it.</summary>
    public Task<CallEndReason> Closed => _closed.Task;

    /// <summary>Ends when the call is connected.</summary>
    public Task<RtcConnection> Connection => _connection.Task;

    public void Did(string what, string detail = "") => timeline.Add(name, new Entry(Tone.Action, what, detail));

    /// <summary>Connects, and shows each realtime event before the party acts on it.</summary>
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
            new RtcCallOptions { Cid = cid, Media = MediaOptions.Test, Channels = [DataChannelOptions.TextChat] }, Hear);
        _connection.SetResult(await call.Connection);
    }

    public async Task AcceptAsync(RealtimeEvent.RtcIncoming incoming)
    {
        Did("connectRTC", "accepts with audio, video");
        _connection.SetResult(await client.GetIncomingCall(incoming).ConnectRtcAsync(new RtcAnswerOptions { Media = MediaOptions.Test }, Hear));
    }

    /// <summary>Closes the realtime connection, and waits until the timeline has shown it.</summary>
    public async Task LeaveAsync()
    {
        var connected = client.UserId is not null;
        await client.CloseRealtimeAsync();
        if (connected)
            await _left.Task;
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();

    private void Hear(RtcEvent rtcEvent)
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
