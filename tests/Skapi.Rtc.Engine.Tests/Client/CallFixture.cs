using Skapi.Protocol;
using Skapi.Rtc.InMemory;
using Skapi.Rtc.Tests.Infrastructure;

namespace Skapi.Rtc.Tests.Client;

/// <summary>Two clients, Alice and Bob, with a gateway between them and a transport in memory.</summary>
public abstract class CallFixture : IAsyncLifetime
{
    private protected LoopbackGateway Gateway { get; } = new();

    private protected InMemoryTransport Transport { get; } = new();

    private protected Party Alice { get; private set; } = null!;

    private protected Party Bob { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Alice = await Party.ConnectAsync("alice", Gateway, Transport);
        Bob = await Party.ConnectAsync("bob", Gateway, Transport);
    }

    public async Task DisposeAsync()
    {
        await Alice.DisposeAsync().OrHang();
        await Bob.DisposeAsync().OrHang();
    }

    private protected RtcCallOptions Call() => new() { Cid = Bob.Cid };

    private protected async Task<(RtcConnection Alice, RtcConnection Bob)> ConnectAsync()
    {
        var call = await Alice.Client.ConnectRtcAsync(Call()).OrHang();
        var bob = await (await Bob.IsCalledAsync()).ConnectRtcAsync().OrHang();
        return (await call.Connection.OrHang(), bob);
    }

    private protected static async Task<T> UntilAsync<T>(IAsyncEnumerator<RtcEvent> events)
        where T : RtcEvent
    {
        while (await events.MoveNextAsync().OrHang())
        {
            if (events.Current is T found)
                return found;
        }

        throw new InvalidOperationException($"The call ended without {typeof(T).Name}.");
    }
}
