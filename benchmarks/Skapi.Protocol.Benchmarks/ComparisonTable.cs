using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using Skapi.Protocol.Benchmarks.Codecs;
using Skapi.Protocol.Benchmarks.Machine;

namespace Skapi.Protocol.Benchmarks;

/// <summary>Prints the table of the README: how many times as long each peer takes as our code, measured in one run.</summary>
internal static class ComparisonTable
{
    private const int Iterations = 12;

    private static readonly TimeInterval IterationTime = TimeInterval.FromMilliseconds(100);

    private static readonly string[] Peers =
    [
        nameof(EncodeBenchmarks.SystemTextJson), nameof(EncodeBenchmarks.Protobuf), nameof(EncodeBenchmarks.MessagePackCSharp),
        nameof(EncodeBenchmarks.MemoryPack), nameof(EncodeBenchmarks.MemoryPackUtf16),
    ];

    /// <summary>Runs the benchmarks and prints the table.</summary>
    /// <param name="args">Arguments of BenchmarkDotNet, a filter for example.</param>
    public static int Print(string[] args)
    {
        // In this process, so that all of them run under the same conditions. The fastest iteration is the one that nothing else disturbed.
        using var progress = new StreamWriter(Console.OpenStandardError()) { AutoFlush = true };
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithIterationTime(IterationTime).WithIterationCount(Iterations))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(new StreamLogger(progress));
        var (encode, decode, validate, machine) = (
            BenchmarkRunner.Run<EncodeBenchmarks>(config, args),
            BenchmarkRunner.Run<DecodeBenchmarks>(config, args),
            BenchmarkRunner.Run<ValidateBenchmarks>(config, args),
            BenchmarkRunner.Run<TransitionBenchmarks>(config, args));

        Console.WriteLine("| | System.Text.Json | Protobuf | MessagePack-CSharp | MemoryPack UTF-8 | MemoryPack UTF-16 | allocated, JSON / MessagePack |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        PrintRows(encode, "encode");
        PrintRows(decode, "decode");
        Console.WriteLine();
        Console.WriteLine("| | decoding the same JSON |");
        Console.WriteLine("|---|---|");
        foreach (var workload in Enum.GetValues<Workload>())
            Console.WriteLine($"| {Describe(workload)}, validate | {Ratio(validate, workload, nameof(ValidateBenchmarks.Decode), nameof(ValidateBenchmarks.Validate))} |");
        Console.WriteLine();
        Console.WriteLine("| | a switch written by hand | Stateless |");
        Console.WriteLine("|---|---|---|");
        Console.WriteLine(
            $"| a transition of the call's machine | {Ratio(machine, null, nameof(TransitionBenchmarks.HandWritten), nameof(TransitionBenchmarks.Emitted))} "
            + $"| {Ratio(machine, null, nameof(TransitionBenchmarks.Stateless), nameof(TransitionBenchmarks.Emitted))} |");
        return 0;
    }

    private static void PrintRows(Summary summary, string direction)
    {
        foreach (var workload in Enum.GetValues<Workload>())
        {
            var ratios = Peers.Select(peer => Ratio(
                summary, workload, peer, peer == nameof(EncodeBenchmarks.SystemTextJson) ? nameof(EncodeBenchmarks.SkapiJson) : nameof(EncodeBenchmarks.SkapiMessagePack)));
            var allocated = $"{Allocated(summary, workload, nameof(EncodeBenchmarks.SkapiJson))} / {Allocated(summary, workload, nameof(EncodeBenchmarks.SkapiMessagePack))}";
            Console.WriteLine($"| {Describe(workload)}, {direction} | {string.Join(" | ", ratios)} | {allocated} |");
        }
    }

    private static string Describe(Workload workload) => workload switch
    {
        Workload.Message => "a message of 100 ASCII characters",
        Workload.Candidate => "an ICE candidate",
        Workload.Text => "a message in Korean with emoji",
        Workload.Nested => "a frame with 2 KB of nested JSON",
        _ => "a list of 1,000 records",
    };

    private static string Ratio(Summary summary, Workload? workload, string peer, string ours) =>
        Find(summary, workload, peer)?.ResultStatistics is { } theirs && Find(summary, workload, ours)?.ResultStatistics is { } own
            ? (theirs.Min / own.Min).ToString("0.00", CultureInfo.InvariantCulture)
            : "?";

    private static string Allocated(Summary summary, Workload workload, string method) =>
        Find(summary, workload, method)?.GcStats.GetBytesAllocatedPerOperation(Find(summary, workload, method)!.BenchmarkCase) is { } bytes
            ? $"{bytes.ToString("N0", CultureInfo.InvariantCulture)} B"
            : "?";

    private static BenchmarkReport? Find(Summary summary, Workload? workload, string method) => summary.Reports.FirstOrDefault(report =>
        report.BenchmarkCase.Descriptor.WorkloadMethod.Name == method
        && (workload is null || Equals(report.BenchmarkCase.Parameters["Workload"], workload)));
}
