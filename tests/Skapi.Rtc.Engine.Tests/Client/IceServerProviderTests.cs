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

    [Fact]
    public async Task A_provider_that_never_completes_ends_the_call_after_ten_seconds_and_says_why()
    {
        var time = new SteppedTime();
        await using var client = await ConnectAsync(
            new ListeningTransport(), static _ => new(new TaskCompletionSource<IReadOnlyList<IceServer>>().Task), time);
        var calling = client.ConnectRtcAsync(new RtcCallOptions { Cid = "cid:nobody" });
        await time.ElapseAsync(TimeSpan.FromSeconds(10));

        var error = await Should.ThrowAsync<SkapiException>(calling.OrHang());

        error.ToString().ShouldContain("SkapiClientOptions.IceServerProvider did not complete within 10 seconds");
    }

    [Fact]
    public async Task A_provider_that_blocks_its_thread_and_ignores_its_token_delays_neither_other_calls_nor_the_end()
    {
        using var blocked = new ManualResetEventSlim();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var number = 0;
        var client = await ConnectAsync(new ListeningTransport(), _ =>
        {
            if (Interlocked.Increment(ref number) == 1)
            {
                entered.SetResult();
                blocked.Wait(CancellationToken.None);
            }

            return ValueTask.FromResult<IReadOnlyList<IceServer>>([]);
        });
        var first = client.ConnectRtcAsync(new RtcCallOptions { Cid = "cid:nobody" });
        await entered.Task.OrHang();

        await client.ConnectRtcAsync(new RtcCallOptions { Cid = "cid:nobody2" }).OrHang();
        await client.DisposeAsync().OrHang();

        await Should.ThrowAsync<SkapiException>(first.OrHang());
        blocked.Set();
    }

    [Fact]
    public async Task A_list_with_null_is_told_as_such()
    {
        await using var client = await ConnectAsync(
            new ListeningTransport(), static _ => ValueTask.FromResult<IReadOnlyList<IceServer>>([null!]));

        var error = await Should.ThrowAsync<SkapiException>(
            client.ConnectRtcAsync(new RtcCallOptions { Cid = "cid:nobody" }).OrHang());

        error.ToString().ShouldContain("SkapiClientOptions.IceServerProvider returned a list with null");
    }

    private static async Task<SkapiClient> ConnectAsync(
        IRtcTransport transport,
        Func<CancellationToken, ValueTask<IReadOnlyList<IceServer>>> provider,
        TimeProvider? time = null)
    {
        var options = Party.Options("alice");
        options.IceServerProvider = provider;
        var client = new SkapiClient(options, transport, null, time, new LoopbackGateway());
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
