using System.Diagnostics;
using System.Globalization;
using Skapi.Protocol.Benchmarks.Codecs;
using Skapi.Protocol.Benchmarks.Codecs.Peers;
using Skapi.Protocol.Benchmarks.Codecs.Workloads;
using Skapi.Protocol.Benchmarks.Machine;

namespace Skapi.Protocol.Benchmarks;

/// <summary>
/// Prints the table of the README: how many times as long each peer takes as our code. All of them run in turns, in short pieces, and the
/// fastest piece of each counts, so that what else the machine does disturbs them alike.
/// </summary>
internal static class ComparisonTable
{
    private const int WarmUps = 60;
    private const int Rounds = 150;

    private static readonly TimeSpan Piece = TimeSpan.FromMilliseconds(1);

    /// <summary>The time in which the JIT optimizes what has run.</summary>
    private static readonly TimeSpan WarmUpPause = TimeSpan.FromMilliseconds(25);

    /// <summary>Measures and prints.</summary>
    public static void Print()
    {
        Console.WriteLine(
            "| | System.Text.Json | Protobuf | MessagePack-CSharp | MemoryPack UTF-8 | MemoryPack UTF-16 "
            + "| validate | allocated, JSON / MessagePack |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var workload in Enum.GetValues<Workload>())
        {
            using var validator = new Validator(workload);
            PrintRow(workload, "encode", static peer => () => peer.Encode(), validate: null);
            PrintRow(workload, "decode", static peer => () => peer.Decode(), () => validator.Benchmarks.Validate());
        }

        var transitions = new TransitionBenchmarks();
        var times = Measure([() => transitions.Emitted(), () => transitions.HandWritten(), () => transitions.Stateless()]);
        Console.WriteLine();
        Console.WriteLine("| | a switch written by hand | Stateless |");
        Console.WriteLine("|---|---|---|");
        Console.WriteLine($"| a transition of the call's machine | {Ratio(times[1], times[0])} | {Ratio(times[2], times[0])} |");
    }

    private static void PrintRow(Workload workload, string direction, Func<Peer, Action> actionOf, Action? validate)
    {
        using var peers = WorkloadFactory.Create(workload);
        var (json, messagePack) = (actionOf(peers.SkapiJson), actionOf(peers.SkapiMessagePack));
        var times = Measure(
        [
            json, messagePack, actionOf(peers.SystemTextJson), actionOf(peers.Protobuf), actionOf(peers.MessagePackCSharp),
            actionOf(peers.MemoryPack), actionOf(peers.MemoryPackUtf16), validate ?? json,
        ]);
        string[] cells =
        [
            $"{Describe(workload)}, {direction}",
            Ratio(times[2], times[0]),
            .. times[3..7].Select(time => Ratio(time, times[1])),
            validate is null ? "" : Ratio(times[0], times[7]),
            $"{Allocated(json)} / {Allocated(messagePack)}",
        ];
        Console.WriteLine($"| {string.Join(" | ", cells)} |");
    }

    /// <summary>The time of one run of each action, in nanoseconds.</summary>
    private static double[] Measure(Action[] actions)
    {
        var best = Enumerable.Repeat(double.MaxValue, actions.Length).ToArray();
        var runs = Enumerable.Repeat(1, actions.Length).ToArray();
        for (var round = -WarmUps; round < Rounds; round++)
        {
            for (var index = 0; index < actions.Length; index++)
            {
                var began = Stopwatch.GetTimestamp();
                for (var run = 0; run < runs[index]; run++)
                    actions[index]();
                var elapsed = Stopwatch.GetElapsedTime(began);
                if (round >= 0)
                    best[index] = Math.Min(best[index], elapsed.TotalNanoseconds / runs[index]);
                else
                    runs[index] = Math.Max(1, (int)(runs[index] * Math.Min(Piece / elapsed, 4)));
            }

            if (round < 0)
                Thread.Sleep(WarmUpPause);
        }

        return best;
    }

    private static string Allocated(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return (GC.GetAllocatedBytesForCurrentThread() - before).ToString("N0", CultureInfo.InvariantCulture) + " B";
    }

    private static string Ratio(double time, double ours) => (time / ours).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Describe(Workload workload) => workload switch
    {
        Workload.Message => "a message of 100 ASCII characters",
        Workload.Candidate => "an ICE candidate",
        Workload.Text => "a message in Korean with emoji",
        Workload.Nested => "a frame with 2 KB of nested JSON",
        _ => "a list of 1,000 records",
    };

    /// <summary>The benchmarks of the validator with one message.</summary>
    private sealed class Validator : IDisposable
    {
        public Validator(Workload workload)
        {
            Benchmarks = new ValidateBenchmarks { Workload = workload };
            Benchmarks.SetUp();
        }

        public ValidateBenchmarks Benchmarks { get; }

        public void Dispose() => Benchmarks.CleanUp();
    }
}
