using System.Diagnostics;
using System.Globalization;
using Skapi.Protocol;
using Skapi.Rtc.Benchmarks.Transports;
using Skapi.Rtc.Managed;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Benchmarks.Browsers;

/// <summary>
/// Measures the time from an offer of the managed transport until its channel to Chromium is open, beside Chromium alone.
/// </summary>
internal static class ChromiumSetUp
{
    // .NET compiles a method when it is first called, and again when it turns out to be called often.
    private const int WarmUps = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task RunAsync(int calls)
    {
        await using var chromium = await ChromiumPeer.LaunchAsync();
        var transport = new ManagedTransport();
        var (between, alone, firsts) = (new List<double>(), new List<double>(), new List<double>());
        for (var number = 0; number < WarmUps + calls; number++)
        {
            var ours = (await ConnectAsync(transport, chromium)).TotalMilliseconds;
            await Task.Delay(Pause);
            var theirs = await chromium.ConnectAloneAsync();
            await Task.Delay(Pause);
            (number < WarmUps ? firsts : between).Add(ours);
            if (number >= WarmUps)
                alone.Add(theirs);
        }

        Console.WriteLine($"Offer → open channel, host candidates, {calls} calls after {WarmUps} that warm up, in turns:");
        Print("managed → Chromium", between);
        Print("Chromium → Chromium, in one page", alone);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The very first call of managed → Chromium: {firsts[0]:0} ms"));
    }

    private static async Task<TimeSpan> ConnectAsync(ManagedTransport transport, ChromiumPeer chromium)
    {
        var events = new ConnectedPair.PeerEvents();
        var began = Stopwatch.GetTimestamp();
        await using var peer = await transport.CreatePeerAsync(new RtcPeerOptions(), events);
        peer.CreateDataChannel(new DataChannelOptions { Protocol = "data" });
        var offer = await peer.CreateOfferAsync();

        var fromPage = new List<IceCandidate>();
        var isAnswered = false;
        chromium.CandidateFound = candidate =>
        {
            lock (fromPage)
            {
                if (!isAnswered)
                {
                    fromPage.Add(candidate);
                    return;
                }
            }

            _ = peer.AddIceCandidateAsync(candidate).AsTask();
        };
        await peer.SetLocalDescriptionAsync(offer);
        var answer = await chromium.AnswerAsync(offer);
        events.TrickleTo(candidate => _ = chromium.AddCandidateAsync(candidate));
        await peer.SetRemoteDescriptionAsync(answer);
        lock (fromPage)
        {
            isAnswered = true;
            foreach (var candidate in fromPage)
                _ = peer.AddIceCandidateAsync(candidate).AsTask();
        }

        await events.Opened;
        var took = Stopwatch.GetElapsedTime(began);
        chromium.CandidateFound = null;
        await chromium.CloseAsync();
        return took;
    }

    private static void Print(string name, List<double> milliseconds)
    {
        var ordered = milliseconds.Order().ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: median {ordered[ordered.Length / 2]:0.0} ms, {ordered[0]:0.0} to {ordered[^1]:0.0} ms"));
    }
}
