using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Skapi.Rtc.Managed.Peer;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Tests.Peer;

public class ServerListTests
{
    private static readonly IReadOnlyList<IceServer> Servers =
        [new() { Urls = ["stun:silent.test", "stun:known.test", "stun:nobody.test", "stun:silent.test:19302", "stun:192.0.2.9"] }];

    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _asked = [];

    [Fact]
    public async Task A_name_that_is_never_resolved_does_not_hold_up_the_others()
    {
        var resolving = ServerList.ResolveAsync(Servers, ResolveAsync, _time, CancellationToken.None);
        _asked.ShouldBe(["silent.test", "known.test", "nobody.test"]);
        resolving.IsCompleted.ShouldBeFalse();

        _time.Advance(ServerList.NameTimeout);

        var list = await resolving;
        list.Stun.ShouldBe([new IPEndPoint(IPAddress.Parse("192.0.2.1"), 3478), new IPEndPoint(IPAddress.Parse("192.0.2.9"), 3478)]);
        list.Unknown.ShouldBe(["stun:silent.test:3478", "stun:nobody.test:3478", "stun:silent.test:19302"]);
    }

    [Fact]
    public async Task A_resolver_that_ignores_the_token_does_not_delay_a_cancellation()
    {
        using var cancelling = new CancellationTokenSource();
        var resolving = ServerList.ResolveAsync(Servers, ResolveAsync, _time, cancelling.Token);

        await cancelling.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(resolving);
    }

    private Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        _asked.Add(host);
        return host switch
        {
            "known.test" => Task.FromResult<IPAddress[]>([IPAddress.Parse("192.0.2.1")]),
            "nobody.test" => Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound)),
            _ => new TaskCompletionSource<IPAddress[]>().Task,
        };
    }
}
