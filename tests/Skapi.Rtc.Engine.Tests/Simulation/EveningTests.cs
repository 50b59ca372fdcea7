using System.Globalization;

namespace Skapi.Rtc.Tests.Simulation;

public class EveningTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Evenings = 100;

    [Fact]
    public void Whatever_the_network_does_calls_end_and_both_sides_agree()
    {
        if (Environment.GetEnvironmentVariable("SKAPI_SIMULATION_SEED") is { Length: > 0 } replay)
        {
            Evening.Play(int.Parse(replay, CultureInfo.InvariantCulture));
            return;
        }

        var reports = Enumerable.Range(0, Evenings).Select(Evening.Play).ToList();
        output.WriteLine($"{reports.Sum(report => report.Steps)} steps, {reports.Sum(report => report.Placed)} calls placed, {reports.Sum(report => report.Connected)} ends connected, {reports.Sum(report => report.PeerFailures)} peers failed");

        // An evening in which nobody reaches anybody would show nothing.
        reports.Sum(report => report.Connected).ShouldBeGreaterThan(reports.Sum(report => report.Placed) / 4);
    }

    [Fact]
    public void An_evening_can_be_played_again() =>
        Evening.Play(7).ShouldBe(Evening.Play(7));
}
