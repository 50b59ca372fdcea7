namespace Skapi.Rtc.Tests.Infrastructure;

/// <summary>Turns a hang into a failure. No test passes or fails by its length.</summary>
internal static class Guard
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static Task<T> OrHang<T>(this Task<T> task) => task.WaitAsync(Limit);

    public static Task OrHang(this Task task) => task.WaitAsync(Limit);

    public static Task<T> OrHang<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(Limit);

    public static Task OrHang(this ValueTask task) => task.AsTask().WaitAsync(Limit);
}
