using Skapi.Testing;

namespace Skapi.Rtc.Tests;

public class PublicApiTests
{
    [Fact]
    public void The_public_api_is_the_one_that_was_agreed_on() => Snapshot.Match(PublicApi.Describe(typeof(SkapiClient).Assembly));
}
