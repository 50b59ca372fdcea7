namespace Skapi.Realtime.Gateway.Redis.Tests.Infrastructure;

/// <summary>Waits for what other processes do at their own pace. No test passes or fails by the length of a wait.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        using var timeout = new CancellationTokenSource(Limit);
        while (!await condition())
            await Task.Delay(Poll, timeout.Token);
    }
}
