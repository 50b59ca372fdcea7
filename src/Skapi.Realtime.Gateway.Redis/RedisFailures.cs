using Skapi.Realtime.Gateway.App;
using StackExchange.Redis;

namespace Skapi.Realtime.Gateway.Redis;

/// <summary>Translates what StackExchange.Redis throws.</summary>
internal static class RedisFailures
{
    /// <summary>Runs something that uses Redis.</summary>
    /// <exception cref="BackplaneException">Redis cannot be reached, or has refused it.</exception>
    public static async ValueTask<T> TranslateAsync<T>(Func<Task<T>> run)
    {
        try
        {
            return await run().ConfigureAwait(false);
        }
        catch (Exception e) when (IsOfLibrary(e))
        {
            throw new BackplaneException("Redis cannot be reached, or has refused a command. See the inner exception.", e);
        }
    }

    /// <summary>Whether the library throws this exception when an operation failed.</summary>
    /// <remarks>It cancels the tasks of some commands when their connection breaks, although nobody has asked for that.</remarks>
    public static bool IsOfLibrary(Exception exception) =>
        exception is RedisException or TimeoutException or ObjectDisposedException or OperationCanceledException;
}
