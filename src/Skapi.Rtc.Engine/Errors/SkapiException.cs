using Skapi.Protocol;

namespace Skapi.Rtc;

/// <summary>An error that an app can act on: it has one of Skapi's codes, and its message says what to do.</summary>
public class SkapiException : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="code">The code by which an app tells this error from another.</param>
    /// <param name="message">What was wrong, where, and what to do about it.</param>
    /// <param name="inner">What caused it, if anything.</param>
    public SkapiException(SkapiErrorCode code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>The code by which an app tells this error from another.</summary>
    public SkapiErrorCode Code { get; }

    internal static SkapiException InvalidParameter(string message) => new(SkapiErrorCode.InvalidParameter, message);

    internal static SkapiException InvalidRequest(string message) => new(SkapiErrorCode.InvalidRequest, message);
}
