namespace Skapi.Realtime.Gateway.Tests.Infrastructure;

/// <summary>Turns a hang into a failure. No test passes or fails by its length.</summary>
internal static class Guard
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Task<T> OrHang<T>(this Task<T> task) => task.WaitAsync(Limit);

    public static Task OrHang(this Task task) => task.WaitAsync(Limit);
}
