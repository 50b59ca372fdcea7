using Skapi.Realtime.Gateway.Configuration;
using Skapi.Testing;

namespace Skapi.Realtime.Gateway.Tests;

public class PublicApiTests
{
    [Fact]
    public void The_public_api_is_the_one_that_was_agreed_on() => Snapshot.Match(PublicApi.Describe(typeof(SkapiRealtimeOptions).Assembly));
}
