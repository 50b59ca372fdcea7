using Microsoft.Extensions.Hosting;

namespace Skapi.Realtime.Gateway.Tests.Infrastructure;

/// <summary>The lifetime of an app that nobody stops.</summary>
internal sealed class NeverStopping : IHostApplicationLifetime
{
    public CancellationToken ApplicationStarted => CancellationToken.None;

    public CancellationToken ApplicationStopping => CancellationToken.None;

    public CancellationToken ApplicationStopped => CancellationToken.None;

    public void StopApplication() => throw new InvalidOperationException("Nothing here stops the app.");
}
