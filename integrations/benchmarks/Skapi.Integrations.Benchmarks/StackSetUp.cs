using System.Diagnostics;
using SIPSorcery.Net;
using Skapi.Rtc.Benchmarks;
using Skapi.Rtc.SipSorcery;
using Skapi.Rtc.Transport;

namespace Skapi.Integrations.Benchmarks;

/// <summary>Two peer connections of SIPSorcery used directly, beside two peers of the transport over it, in turns.</summary>
internal static class StackSetUp
{
    private const int WarmUps = 3;

    public static async Task RunAsync(int calls)
    {
        var transport = new SipSorceryTransport();
        var (direct, ours) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var number = 0; number < WarmUps + calls; number++)
        {
            direct.Add(await DirectAsync());
            ours.Add(await BarePeers.MeasureAsync(transport, new DataChannelOptions()));
        }

        var (directMedian, oursMedian) = (Median(direct), Median(ours));
        Console.WriteLine($"Two peers in one process, one data channel, until the offerer is connected, {calls} of each, in turns:");
        Console.WriteLine($"  SIPSorcery used directly       median {directMedian.TotalMilliseconds,7:0.0} ms");
        Console.WriteLine($"  the transport over it          median {oursMedian.TotalMilliseconds,7:0.0} ms  ({oursMedian / directMedian:0.00} times)");
        Console.WriteLine();

        static TimeSpan Median(List<TimeSpan> times) => times.Skip(WarmUps).Order().ElementAt((times.Count - WarmUps) / 2);
    }

    private static async Task<TimeSpan> DirectAsync()
    {
        var connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var began = Stopwatch.GetTimestamp();
        using var offerer = new RTCPeerConnection();
        offerer.onconnectionstatechange += state =>
        {
            if (state == RTCPeerConnectionState.connected)
                connected.TrySetResult();
        };
        await offerer.createDataChannel("default");
        var offer = offerer.createOffer();
        await offerer.setLocalDescription(offer);

        using var answerer = new RTCPeerConnection();
        answerer.setRemoteDescription(offer);
        var answer = answerer.createAnswer();
        await answerer.setLocalDescription(answer);
        offerer.setRemoteDescription(answer);
        await connected.Task;
        return Stopwatch.GetElapsedTime(began);
    }
}
