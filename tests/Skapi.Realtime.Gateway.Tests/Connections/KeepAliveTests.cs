using Skapi.Realtime.Gateway.Connections;

namespace Skapi.Realtime.Gateway.Tests.Connections;

public class KeepAliveTests
{
    [Theory]
    [InlineData(15, 20)]
    [InlineData(20, 15)]
    [InlineData(1, 60)]
    [InlineData(0.2, 3)]
    public void A_socket_that_checks_four_times_a_period_notices_a_broken_connection_within_the_sum(double interval, double timeout)
    {
        var (given, limit) = KeepAlive.ForSocket(TimeSpan.FromSeconds(interval), TimeSpan.FromSeconds(timeout));

        var check = Math.Min(given.TotalSeconds, limit.TotalSeconds) / 4;
        (given.TotalSeconds + check + limit.TotalSeconds + check).ShouldBe(interval + timeout, tolerance: 1e-4);
        (given / limit).ShouldBe(interval / timeout, tolerance: 1e-4);
    }
}
