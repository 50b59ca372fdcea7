namespace Skapi.Realtime.Gateway.Redis.Tests.Infrastructure;

/// <summary>Waits for what other processes do at their own pace. No test passes or fails by the length of a wait.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until a condition is true.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="describe">Says what is missing if it does not become true.</param>
    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string>? describe = null)
    {
        using var timeout = new CancellationTokenSource(Limit);
        while (!await condition())
        {
            if (timeout.IsCancellationRequested)
                throw new TimeoutException(describe?.Invoke() ?? "What was waited for did not happen.");
            await Task.Delay(Poll, CancellationToken.None);
        }
    }
}
