using Skapi.Rtc.InMemory;
using Skapi.Rtc.Tests.Infrastructure;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Tests.Client;

/// <summary>The servers of a call are those of the moment at which its peer is created.</summary>
public class IceServerProviderTests
{
    [Fact]
    public async Task Each_call_gets_credentials_of_its_own_time()
    {
        var transport = new ListeningTransport();
        var number = 0;
        await using var client = await ConnectAsync(transport, _ =>
        {
            number++;
            return ValueTask.FromResult<IReadOnlyList<IceServer>>(
                [new() { Urls = ["turn:turn.test"], Username = $"{number}:alice", Credential = "secret" }]);
        });

        for (var call = 0; call < 2; call++)
            await client.ConnectRtcAsync(new RtcCallOptions { Cid = $"cid:nobody{call}" }).OrHang();

        (await transport.NextAsync().OrHang()).ShouldHaveSingleItem().Username.ShouldBe("1:alice");
        (await transport.NextAsync().OrHang()).ShouldHaveSingleItem().Username.ShouldBe("2:alice");
    }

    [Fact]
    public async Task A_provider_that_throws_ends_the_call_and_says_why()
    {
        await using var client = await ConnectAsync(
            new ListeningTransport(), static _ => throw new InvalidOperationException("the server of servers is down"));

        var error = await Should.ThrowAsync<SkapiException>(async () =>
        {
            var call = await client.ConnectRtcAsync(new RtcCallOptions { Cid = "cid:nobody" }).OrHang();
            await call.Connection.OrHang();
        });

        error.ToString().ShouldContain("SkapiClientOptions.IceServerProvider failed");
        error.ToString().ShouldContain("the server of servers is down");
    }

    private static async Task<SkapiClient> ConnectAsync(
        IRtcTransport transport, Func<CancellationToken, ValueTask<IReadOnlyList<IceServer>>> provider)
    {
        var options = Party.Options("alice");
        options.IceServerProvider = provider;
        var client = new SkapiClient(options, transport, null, null, new LoopbackGateway());
        await client.ConnectRealtimeAsync(static _ => { }).OrHang();
        return client;
    }

    private sealed class ListeningTransport : IRtcTransport
    {
        private readonly InMemoryTransport _inner = new();
        private readonly System.Threading.Channels.Channel<IReadOnlyList<IceServer>> _servers =
            System.Threading.Channels.Channel.CreateUnbounded<IReadOnlyList<IceServer>>();

        public string Name => _inner.Name;

        public RtcCapabilities Capabilities => _inner.Capabilities;

        public Task<IReadOnlyList<IceServer>> NextAsync() => _servers.Reader.ReadAsync().AsTask();

        public ValueTask<IRtcPeer> CreatePeerAsync(
            RtcPeerOptions options, IRtcPeerObserver observer, CancellationToken cancellationToken = default)
        {
            _servers.Writer.TryWrite(options.IceServers);
            return _inner.CreatePeerAsync(options, observer, cancellationToken);
        }
    }
}
