namespace Skapi.Rtc;

/// <summary>An app's handler may be asynchronous or not; inside there is one kind.</summary>
internal static class Handlers
{
    public static Func<T, Task>? ToAsync<T>(Action<T>? handler) => handler is null ? null : item =>
    {
        handler(item);
        return Task.CompletedTask;
    };
}
