using System.Diagnostics;
using SIPSorcery.Net;
using Skapi.Rtc.Benchmarks;
using Skapi.Rtc.SipSorcery;
using Skapi.Rtc.Transport;

namespace Skapi.Integrations.Benchmarks;

/// <summary>
/// Measures two peer connections of SIPSorcery used directly, and two peers of the transport over it, in turns. Which side's handshake ends
/// first depends on the DTLS roles, which differ between the two, so it waits for both sides.
/// </summary>
internal static class StackSetUp
{
    private const int WarmUps = 3;

    // A connection that ended is still being closed for a moment, which must not slow the next measurement down.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    public static async Task RunAsync(int calls)
    {
        var transport = new SipSorceryTransport();
        var (direct, ours) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var number = 0; number < WarmUps + calls; number++)
        {
            await Task.Delay(Pause);
            direct.Add(await DirectAsync());
            await Task.Delay(Pause);
            ours.Add(await BarePeers.MeasureAsync(transport, new DataChannelOptions(), untilBoth: true));
        }

        var (directMedian, oursMedian) = (Median(direct), Median(ours));
        Console.WriteLine($"Time until two peers in one process with one data channel are connected, {calls} of each, in turns:");
        Console.WriteLine($"  SIPSorcery used directly       median {directMedian.TotalMilliseconds,7:0.0} ms");
        var ratio = oursMedian / directMedian;
        Console.WriteLine($"  the transport over it          median {oursMedian.TotalMilliseconds,7:0.0} ms  ({ratio:0.00} times)");
        Console.WriteLine();

        static TimeSpan Median(List<TimeSpan> times) => times.Skip(WarmUps).Order().ElementAt((times.Count - WarmUps) / 2);
    }

    private static async Task<TimeSpan> DirectAsync()
    {
        var began = Stopwatch.GetTimestamp();
        using var offerer = new RTCPeerConnection();
        var offererConnected = ConnectedAsync(offerer);
        await offerer.createDataChannel("default");
        var offer = offerer.createOffer();
        await offerer.setLocalDescription(offer);

        using var answerer = new RTCPeerConnection();
        var answererConnected = ConnectedAsync(answerer);
        answerer.setRemoteDescription(offer);
        var answer = answerer.createAnswer();
        await answerer.setLocalDescription(answer);
        offerer.setRemoteDescription(answer);
        await Task.WhenAll(offererConnected, answererConnected);
        return Stopwatch.GetElapsedTime(began);
    }

    private static Task ConnectedAsync(RTCPeerConnection connection)
    {
        var connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.onconnectionstatechange += state =>
        {
            if (state == RTCPeerConnectionState.connected)
                connected.TrySetResult();
        };
        return connected.Task;
    }
}
