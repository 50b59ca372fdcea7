namespace Skapi.Rtc.Events;

/// <summary>Converts synchronous handlers of the app to asynchronous ones.</summary>
internal static class Handlers
{
    public static Func<T, Task>? ToAsync<T>(Action<T>? handler) => handler is null ? null : item =>
    {
        handler(item);
        return Task.CompletedTask;
    };
}
