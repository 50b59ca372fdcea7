using System.Collections.Concurrent;
using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Interop.Tests.Calls;

/// <summary>Whole calls, through a gateway, from stack to stack.</summary>
public sealed class CallTests
{
    public static TheoryData<string, string> Pairs => Stacks.Pairs;

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_call_connects_talks_sounds_and_ends(string calling, string called)
    {
        var (callers, callees) = (new Heard(), new Heard());
        var media = new MediaOptions { Audio = new AudioSource.Tone(600) };
        await using var clients = await Callers.ConnectAsync(Stacks.Named(calling), Stacks.Named(called), media, callees.Take);

        var call = await clients.Caller.ConnectRtcAsync(
            new RtcCallOptions { Cid = clients.Callee.Cid!, Media = media, Channels = [DataChannelOptions.TextChat] }, callers.Take);
        var connection = await call.Connection.WaitAsync(PeerRecorder.HangGuard);
        var accepted = await clients.Accepted.Task.WaitAsync(PeerRecorder.HangGuard);
        await callers.ForAsync<RtcEvent.DataChannelOpen>();
        await callees.ForAsync<RtcEvent.DataChannelOpen>();
        connection.Send("text-chat", "from the caller");
        accepted.Send("text-chat", "from the callee");

        (await callees.ForAsync<RtcEvent.DataChannelMessage>()).Data.ShouldBe("from the caller");
        (await callers.ForAsync<RtcEvent.DataChannelMessage>()).Data.ShouldBe("from the callee");
        (await Sounds.PitchAsync(clients.Caller.GetTrack(await callers.ForAsync<RtcEvent.Track>()))).ShouldBeInRange(590, 610);
        (await Sounds.PitchAsync(clients.Callee.GetTrack(await callees.ForAsync<RtcEvent.Track>()))).ShouldBeInRange(590, 610);

        connection.Hangup();
        (await call.Closed.WaitAsync(PeerRecorder.HangGuard)).ShouldBe(CallEndReason.HungUp);
        (await accepted.Closed.WaitAsync(PeerRecorder.HangGuard)).ShouldBe(CallEndReason.HungUp);
    }

    /// <summary>The events of one side.</summary>
    private sealed class Heard
    {
        private readonly ConcurrentDictionary<Type, TaskCompletionSource<RtcEvent>> _first = [];

        public void Take(RtcEvent rtcEvent) => First(rtcEvent.GetType()).TrySetResult(rtcEvent);

        public async Task<T> ForAsync<T>()
            where T : RtcEvent => (T)await First(typeof(T)).Task.WaitAsync(PeerRecorder.HangGuard);

        private TaskCompletionSource<RtcEvent> First(Type type) =>
            _first.GetOrAdd(type, static _ => new TaskCompletionSource<RtcEvent>(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
