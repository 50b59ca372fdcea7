using Skapi.Rtc.Managed.Dtls.Records;

namespace Skapi.Rtc.Managed.Tests.Dtls.Records;

public class ReplayWindowTests
{
    [Fact]
    public void A_number_is_accepted_once()
    {
        var window = new ReplayWindow();

        window.Accepts(5).ShouldBeTrue();
        window.Add(5);

        window.Accepts(5).ShouldBeFalse();
    }

    [Fact]
    public void Asking_changes_nothing()
    {
        var window = new ReplayWindow();

        window.Accepts(ulong.MaxValue / 2);

        window.Accepts(0).ShouldBeTrue();
    }

    [Fact]
    public void The_window_agrees_with_a_set_of_all_numbers()
    {
        var random = new Random(3);
        for (var round = 0; round < 50; round++)
        {
            var window = new ReplayWindow();
            var seen = new HashSet<ulong>();
            ulong highest = 0;
            for (var i = 0; i < 5000; i++)
            {
                var jump = random.Next(100) == 0 ? random.Next(3000) : random.Next(8);
                var number = random.Next(3) == 0 ? highest + (ulong)jump : (ulong)Math.Max(0, (long)highest - random.Next(1500));
                var isInside = seen.Count == 0 || number > highest || highest + 1 - number <= ReplayWindow.Size;
                window.Accepts(number).ShouldBe(isInside && !seen.Contains(number));
                if (!window.Accepts(number))
                    continue;

                window.Add(number);
                seen.Add(number);
                highest = Math.Max(highest, number);
            }
        }
    }
}
