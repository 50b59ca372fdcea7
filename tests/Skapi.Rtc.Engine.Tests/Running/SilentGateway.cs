using Skapi.Rtc.Realtime;
using Skapi.Rtc.Tests.Realtime;

namespace Skapi.Rtc.Tests.Running;

/// <summary>A gateway that takes everything and says nothing.</summary>
internal sealed class SilentGateway : IRealtimeSocketFactory
{
    public ValueTask<IRealtimeSocket> OpenAsync(Uri endpoint, string accessToken, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IRealtimeSocket>(new FakeSocket("cid:alice"));
}
