using Skapi.Rtc.Managed.Io;

namespace Skapi.Rtc.Managed.Tests.Io;

public class SystemNetworkMonitorTests
{
    [Fact]
    public void The_systems_own_events_are_subscribed_and_left_again()
    {
        var monitor = new SystemNetworkMonitor();

        monitor.Subscribe(static () => { }).Dispose();
        monitor.Find(LocalAddressPolicy.All).ShouldNotBeEmpty();
    }
}
