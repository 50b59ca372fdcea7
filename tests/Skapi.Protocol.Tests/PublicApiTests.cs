using Skapi.Protocol.Json;
using Skapi.Testing;

namespace Skapi.Protocol.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_api_is_the_one_that_was_agreed_on() => Snapshot.Match(PublicApi.Describe(typeof(JsonCodec).Assembly));
}
