using Skapi.Protocol;

namespace Skapi.Rtc;

/// <summary>An error that an app can act on: it has one of Skapi's codes, and its message says what to do.</summary>
public class SkapiException : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="code">The code that distinguishes this error from others.</param>
    /// <param name="message">What was wrong, where, and what to do about it.</param>
    /// <param name="inner">What caused it, if anything.</param>
    public SkapiException(SkapiErrorCode code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>The code that distinguishes this error from others.</summary>
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

    /// <summary>Creates a <c>NOT_SUPPORTED</c> error: the transport or this machine cannot do what was asked for.</summary>
    /// <param name="message">What is not supported, by what, and what to use instead or to install.</param>
    /// <param name="inner">The cause, or null if there is none.</param>
    public static SkapiException NotSupported(string message, Exception? inner = null) =>
        new(SkapiErrorCode.NotSupported, message, inner);

    /// <summary>Creates a <c>DEVICE_NOT_FOUND</c> error: there is no such camera or microphone.</summary>
    /// <param name="message">Which device was looked for, and what to use instead.</param>
    /// <param name="inner">The cause, or null if there is none.</param>
    public static SkapiException DeviceNotFound(string message, Exception? inner = null) =>
        new(SkapiErrorCode.DeviceNotFound, message, inner);

    /// <summary>Creates a <c>TRANSPORT_FAILED</c> error: the WebRTC stack failed.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="inner">The stack's exception, or null if there is none.</param>
    public static SkapiException TransportFailed(string message, Exception? inner = null) =>
        new(SkapiErrorCode.TransportFailed, message, inner);
}
