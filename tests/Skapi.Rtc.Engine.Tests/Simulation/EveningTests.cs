using System.Globalization;

namespace Skapi.Rtc.Tests.Simulation;

public class EveningTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Evenings = 100;

    private const int EveningsUnderEachFault = 25;

    public static TheoryData<Faults> FaultModels => [.. Faults.All.Except([Faults.Usual])];

    [Fact]
    public void Whatever_the_network_does_calls_end_and_both_sides_agree()
    {
        if (Environment.GetEnvironmentVariable("SKAPI_SIMULATION_SEED") is { Length: > 0 } replay)
        {
            var name = Environment.GetEnvironmentVariable("SKAPI_SIMULATION_FAULTS");
            var faults = Faults.All.FirstOrDefault(faults => faults.Name == name) ?? Faults.Usual;
            Evening.Play(int.Parse(replay, CultureInfo.InvariantCulture), faults);
            return;
        }

        var reports = Play(0, Evenings, Faults.Usual);

        // An evening in which nobody reaches anybody would show nothing.
        reports.Sum(report => report.Connected).ShouldBeGreaterThan(reports.Sum(report => report.Placed) / 4);
    }

    [Theory]
    [MemberData(nameof(FaultModels))]
    public void Nobody_waits_for_ever(Faults faults)
    {
        var reports = Play(1000, EveningsUnderEachFault, faults);
        reports.Sum(report => report.Connected).ShouldBeGreaterThan(0);
    }

    /// <summary>Seeds that once broke an invariant, in the program that plays many evenings.</summary>
    [Theory]
    [InlineData(1729)]
    [InlineData(3547)]
    [InlineData(100025)]
    [InlineData(100319)]
    [InlineData(100455)]
    [InlineData(100991)]
    [InlineData(101610)]
    [InlineData(102596)]
    [InlineData(110165)]
    [InlineData(110602)]
    [InlineData(700014)]
    [InlineData(701422)]
    public void A_seed_that_once_broke_an_invariant_holds_under_every_fault(int seed)
    {
        foreach (var faults in Faults.All)
            Evening.Play(seed, faults);
    }

    [Fact]
    public void An_evening_can_be_played_again() =>
        Evening.Play(7, Faults.Usual).ShouldBe(Evening.Play(7, Faults.Usual));

    /// <summary>Plays some evenings, or as many as SKAPI_SIMULATION_EVENINGS says.</summary>
    private List<EveningReport> Play(int firstSeed, int count, Faults faults)
    {
        if (Environment.GetEnvironmentVariable("SKAPI_SIMULATION_EVENINGS") is { Length: > 0 } chosen)
            count = int.Parse(chosen, CultureInfo.InvariantCulture);

        var before = Environment.CpuUsage.TotalTime;
        var reports = Enumerable.Range(firstSeed, count).Select(seed => Evening.Play(seed, faults)).ToList();
        var spent = Environment.CpuUsage.TotalTime - before;
        output.WriteLine($"{reports.Sum(report => report.Steps)} steps, {reports.Sum(report => report.Placed)} calls placed");
        output.WriteLine($"{reports.Sum(report => report.Connected)} ends connected");
        output.WriteLine($"{count / spent.TotalSeconds:0.0} evenings a second of processor time");
        return reports;
    }
}
