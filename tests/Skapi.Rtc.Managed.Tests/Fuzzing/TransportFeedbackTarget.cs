using Skapi.Rtc.Managed.Congestion;
using Skapi.Rtc.Managed.Rtcp;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Tests.Fuzzing;

/// <summary>An estimator of bandwidth and the reports of when packets arrived that it reads.</summary>
internal sealed class TransportFeedbackTarget : IFuzzTarget
{
    private const int Packets = 40;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    public void Run(ReadOnlySpan<byte> input)
    {
        var (estimator, now) = (new BandwidthEstimator(), TimeSpan.Zero);
        foreach (var content in Datagrams.Split(input))
        {
            for (var i = 0; i < Packets; i++, now += Step)
                estimator.OnSent(1000, now);

            if (TransportFeedback.TryRead(content, out var feedback))
                estimator.OnFeedback(feedback, now);

            estimator.HandleTimeout(now);
            if (!(estimator.Rate is >= RateControl.Min and <= RateControl.Max && estimator.TargetRate >= RateControl.Min))
                throw new InvalidOperationException($"The estimate is {estimator.Rate}.");
        }
    }

    public IEnumerable<byte[]> CreateSeeds()
    {
        var random = new Random(1);
        yield return Datagrams.Join([.. Enumerable.Range(0, 6).Select(number => Report(number, _ => 20))]);
        yield return Datagrams.Join([.. Enumerable.Range(0, 6).Select(number => Report(number, _ => random.Next(-10, 900)))]);
        yield return Datagrams.Join([.. Enumerable.Range(0, 6).Select(number => Report(number, i => i % 3 == 0 ? null : 30))]);
    }

    private static byte[] Report(int number, Func<int, int?> differenceOf)
    {
        var buffer = new byte[400];
        var writer = new WireWriter(buffer);
        var at = 1000L * (number + 1);
        long[] arrivals = [.. Enumerable.Range(0, Packets)
            .Select(i => differenceOf(i) is { } difference ? at += difference : TransportFeedbackWriter.Missing)];
        TransportFeedbackWriter.Write(ref writer, (ushort)(number * Packets), (byte)number, arrivals);
        return writer.Written.ToArray();
    }
}
