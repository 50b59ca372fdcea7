using System.Net;
using StackExchange.Redis.Configuration;

namespace Skapi.Realtime.Gateway.Redis.Tests.Infrastructure;

/// <summary>Lets a gateway make no connection to Redis while it is closed.</summary>
internal sealed class RedisGate : Tunnel
{
    private volatile TaskCompletionSource _opened = new();

    public RedisGate() => Open();

    public void Close() => _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open() => _opened.TrySetResult();

    public override async ValueTask<EndPoint?> GetSocketConnectEndpointAsync(EndPoint endpoint, CancellationToken cancellationToken)
    {
        await _opened.Task.WaitAsync(cancellationToken);
        return endpoint;
    }
}
