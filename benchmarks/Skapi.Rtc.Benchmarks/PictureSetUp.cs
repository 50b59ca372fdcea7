using System.Collections.Concurrent;
using System.Diagnostics;
using Skapi.Protocol;
using Skapi.Rtc.GStreamer;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;
using Skapi.Samples.Pictures;

namespace Skapi.Rtc.Benchmarks;

/// <summary>The time from an offer to the first picture that each side has decoded, between two clients that both send.</summary>
internal static class PictureSetUp
{
    private const int WarmUps = 5;

    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);

    /// <summary>Measures calls over the managed transport and over GStreamer, in turns.</summary>
    public static async Task RunAsync(int calls)
    {
        await using var pattern = await TestPatternFeed.StartAsync();
        await using var managed = await Stack.CreateAsync(new DefaultTransport(), new VideoSource.Encoded(pattern.Feed));
        await using var gstreamer = await Stack.CreateAsync(new GStreamerTransport(), new VideoSource.TestPattern());
        Stack[] stacks = [managed, gstreamer];
        for (var number = -WarmUps; number < calls; number++)
        {
            foreach (var stack in stacks)
                await stack.MeasureAsync(counts: number >= 0);
        }

        Console.WriteLine($"From an offer to the first decoded picture of 640x480, {calls} calls of each, in turns, medians:");
        foreach (var stack in stacks)
            Console.WriteLine($"  {stack.Name,-10} callee {Median(stack.Callee),7:0.0} ms   caller {Median(stack.Caller),7:0.0} ms");
    }

    private static double Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2).TotalMilliseconds;

    /// <summary>Two clients over one transport.</summary>
    private sealed class Stack : IAsyncDisposable
    {
        private readonly MediaOptions _media;
        private readonly IRtcTransport _transport;
        private readonly ConcurrentBag<KeyFrameDecoder> _decoders = [];
        private Clients _clients = null!;
        private TaskCompletionSource<long> _offered = new();
        private TaskCompletionSource<long> _callerSees = new();
        private TaskCompletionSource<long> _calleeSees = new();

        private Stack(IRtcTransport transport, VideoSource video) =>
            (_transport, _media) = (transport, new MediaOptions { Audio = new AudioSource.Tone(), Video = video });

        public string Name => _transport.Name;

        public List<TimeSpan> Callee { get; } = [];

        public List<TimeSpan> Caller { get; } = [];

        public static async Task<Stack> CreateAsync(IRtcTransport transport, VideoSource video)
        {
            var stack = new Stack(transport, video);
            stack._clients = await Clients.ConnectAsync(transport, stack.AcceptAsync);
            return stack;
        }

        /// <summary>Makes a call, and waits until both sides have decoded a picture.</summary>
        public async Task MeasureAsync(bool counts)
        {
            (_offered, _callerSees, _calleeSees) = (Source(), Source(), Source());
            var call = await _clients.Caller.ConnectRtcAsync(
                new RtcCallOptions { Cid = _clients.CalleeCid, Media = _media }, OnCaller);
            var (offered, callee, caller) = (
                await _offered.Task.WaitAsync(HangGuard),
                await _calleeSees.Task.WaitAsync(HangGuard),
                await _callerSees.Task.WaitAsync(HangGuard));
            if (counts)
            {
                Callee.Add(Stopwatch.GetElapsedTime(offered, callee));
                Caller.Add(Stopwatch.GetElapsedTime(offered, caller));
            }

            (await call.Connection).Hangup();
            await call.Closed;
            while (_decoders.TryTake(out var decoder))
                await decoder.DisposeAsync();
        }

        public async ValueTask DisposeAsync() => await _clients.DisposeAsync();

        private static TaskCompletionSource<long> Source() => new(TaskCreationOptions.RunContinuationsAsynchronously);

        private Task AcceptAsync(SkapiClient callee, IncomingCall call)
        {
            var sees = _calleeSees;
            return call.ConnectRtcAsync(new RtcAnswerOptions { Media = _media }, rtcEvent => Watch(callee, rtcEvent, sees));
        }

        private void OnCaller(RtcEvent rtcEvent)
        {
            if (rtcEvent is RtcEvent.SignalingStateChange change && change.State == SignalingState.HaveLocalOffer)
                _offered.TrySetResult(Stopwatch.GetTimestamp());
            Watch(_clients.Caller, rtcEvent, _callerSees);
        }

        private void Watch(SkapiClient client, RtcEvent rtcEvent, TaskCompletionSource<long> sees)
        {
            if (rtcEvent is not RtcEvent.Track track || client.GetTrack(track) is not { } remote || remote.Kind != MediaKind.Video)
                return;

            if (_transport.Capabilities.HasFlag(RtcCapabilities.RawVideo))
                remote.OnVideoFrame(_ => sees.TrySetResult(Stopwatch.GetTimestamp()));
            else
                _decoders.Add(new KeyFrameDecoder(remote, _ => sees.TrySetResult(Stopwatch.GetTimestamp())));
        }
    }
}
