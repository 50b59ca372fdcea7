using Skapi.Realtime.Gateway.Connections;

namespace Skapi.Realtime.Gateway.Tests.Connections;

public class ConnectionIdTests
{
    [Fact]
    public void Ids_differ_and_need_no_escaping()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => ConnectionId.Create()).ToList();

        ids.Distinct().Count().ShouldBe(1000);
        foreach (var id in ids)
            id.ShouldMatch("^[A-Za-z0-9_-]{24}$");
    }
}
