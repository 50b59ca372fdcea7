using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Skapi.Integrations.Benchmarks;
using Skapi.Rtc.Benchmarks;
using Skapi.Rtc.SipSorcery;

if (args is [] or ["--help"] or ["-h"])
{
    Console.WriteLine(
        """
        Usage: eng/integrations.sh benchmark messages|machine|set-up|all [BenchmarkDotNet's arguments]

          messages   MessagePack beside MessagePack-CSharp and MemoryPack, and beside what the resolver adds
          machine    a transition beside Stateless's
          set-up     a call over SIPSorcery beside SIPSorcery alone
        """);
    return args is [] ? 2 : 0;
}

// In this process: what BenchmarkDotNet would build by itself does not know where the packages are.
var config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .WithSummaryStyle(SummaryStyle.Default.WithRatioStyle(RatioStyle.Value));
var which = args[0];
if (which is "messages" or "all")
    BenchmarkRunner.Run([typeof(EncodeBenchmark), typeof(DecodeBenchmark)], config, args[1..]);
if (which is "machine" or "all")
    BenchmarkRunner.Run<TransitionBenchmark>(config, args[1..]);
if (which is "set-up" or "all")
{
    await StackSetUp.RunAsync(calls: 30);
    await SetUpBenchmark.RunAsync(new SipSorceryTransport(), calls: 30);
}

return 0;
