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

    /// <summary>Creates an <c>INVALID_PARAMETER</c> error: a value from outside the program cannot be used.</summary>
    /// <param name="message">What was wrong, the offending value in quotes, and what is allowed.</param>
    /// <param name="inner">The cause, or null if there is none.</param>
    public static SkapiException InvalidParameter(string message, Exception? inner = null) =>
        new(SkapiErrorCode.InvalidParameter, message, inner);

    /// <summary>Creates an <c>INVALID_REQUEST</c> error: the operation is not possible in the current state.</summary>
    /// <param name="message">What was wrong, and what to do first.</param>
    /// <param name="inner">The cause, or null if there is none.</param>
    public static SkapiException InvalidRequest(string message, Exception? inner = null) =>
        new(SkapiErrorCode.InvalidRequest, message, inner);
}
