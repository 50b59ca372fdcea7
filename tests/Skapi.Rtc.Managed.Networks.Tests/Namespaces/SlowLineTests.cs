using System.Globalization;
using Xunit.Abstractions;

namespace Skapi.Rtc.Managed.Networks.Tests.Namespaces;

/// <summary>
/// Pictures over lines that the kernel shapes, in real time. What a line did is read from its own counters, and a busy machine only makes
/// it take longer until the goal is met. The simulation has more lines, and holds the goal for longer.
/// </summary>
public class SlowLineTests(ITestOutputHelper output)
{
    // On a quiet machine more than 90 % are used. On a busy one pictures come late, and the line waits for them.
    private const double MinUsed = 0.8;
    private static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    // The time for which the line has worked does not depend on what else the machine does.
    private static readonly TimeSpan MaxRecovery = TimeSpan.FromSeconds(5);

    [ShapedLineTheory]
    [InlineData(500_000, 1000)]
    [InlineData(2_000_000, 60)]
    [InlineData(20_000_000, 300)]
    public async Task Pictures_use_the_line_and_hardly_wait(long bitsPerSecond, int queueMilliseconds)
    {
        await using var line = new ShapedLine(bitsPerSecond, TimeSpan.FromMilliseconds(queueMilliseconds));
        var (left, right) = await SendPicturesAsync(line);
        await using var ownedLeft = left;
        await using var ownedRight = right;

        // A machine that is too busy to read what arrives looks like a line that is too busy, so a good estimate is waited for too.
        var share = 0.0;
        await line.WaitForAsync(Period, async window =>
        {
            if (!IsGood(window))
                return false;

            left.Tell("rate");
            var estimate = long.Parse(await left.WaitForAsync("rate"), CultureInfo.InvariantCulture);
            output.WriteLine($"{window}, {estimate / 1000} kbit/s estimated");
            share = (double)estimate / bitsPerSecond;
            return share is >= 0.7 and <= 1.3;
        });
        share.ShouldBeInRange(0.7, 1.3);
    }

    [ShapedLineTheory]
    [InlineData(4_000_000, 200)]
    public async Task A_line_that_shrinks_to_a_quarter_is_found_out(long bitsPerSecond, int queueMilliseconds)
    {
        await using var line = new ShapedLine(bitsPerSecond, TimeSpan.FromMilliseconds(queueMilliseconds));
        var (left, right) = await SendPicturesAsync(line);
        await using var ownedLeft = left;
        await using var ownedRight = right;
        await WaitUntilGoodAsync(line);

        line.SetRate(bitsPerSecond / 4);
        var window = await WaitUntilGoodAsync(line);

        output.WriteLine($"{window}");
        window.WorkBefore.ShouldBeLessThan(MaxRecovery);
    }

    private static Task<LineWindow> WaitUntilGoodAsync(ShapedLine line) =>
        line.WaitForAsync(Period, static window => ValueTask.FromResult(IsGood(window)));

    private static bool IsGood(LineWindow window) => window.Used >= MinUsed && window.Wait < MaxWait;

    private static async Task<(NodeProcess Left, NodeProcess Right)> SendPicturesAsync(ShapedLine line)
    {
        var (left, right) = await NodeProcess.StartPairAsync(line.Left, line.Right);
        left.Tell("send-pictures");
        await right.WaitForAsync("picture");
        return (left, right);
    }
}
