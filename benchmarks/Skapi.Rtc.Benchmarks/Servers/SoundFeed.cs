using Skapi.Rtc.Media;

namespace Skapi.Rtc.Benchmarks.Servers;

/// <summary>Pushes packets of the size of speech (32 kbit/s) at the pace of Opus.</summary>
internal static class SoundFeed
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    /// <summary>Pushes until it is cancelled. A tick that was missed is made up for.</summary>
    public static async Task RunAsync(EncodedFeed feed, CancellationToken end)
    {
        var packet = new byte[80];
        using var timer = new PeriodicTimer(Pace);
        var began = TimeProvider.System.GetTimestamp();
        var sent = 0L;
        try
        {
            while (await timer.WaitForNextTickAsync(end))
            {
                for (; sent * Pace < TimeProvider.System.GetElapsedTime(began) && !end.IsCancellationRequested; sent++)
                    feed.Push(new EncodedFrame(MediaCodec.Opus, packet, sent * Pace, isKeyFrame: true));
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }
}
