using Skapi.Protocol;

namespace Skapi.Realtime.Gateway.App;

/// <summary>What connects several gateways, such as Redis, cannot be reached or does not work. Try again later.</summary>
public sealed class BackplaneException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was wrong, and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    public BackplaneException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The code that clients get: <c>CONNECTION_FAILED</c>.</summary>
    public SkapiErrorCode Code { get; } = SkapiErrorCode.ConnectionFailed;
}
