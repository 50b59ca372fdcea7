using Skapi.Protocol;

namespace Skapi.Rtc.GStreamer;

/// <summary>Creates the errors of this transport, by Skapi's codes.</summary>
internal static class Errors
{
    public static SkapiException InvalidParameter(string message, Exception? inner = null) =>
        new(SkapiErrorCode.InvalidParameter, message, inner);

    public static SkapiException InvalidRequest(string message) => new(SkapiErrorCode.InvalidRequest, message);

    public static SkapiException NotSupported(string message, Exception? inner = null) => new(SkapiErrorCode.NotSupported, message, inner);

    public static SkapiException DeviceNotFound(string message) => new(SkapiErrorCode.DeviceNotFound, message);

    public static SkapiException TransportFailed(string message, Exception? inner = null) =>
        new(SkapiErrorCode.TransportFailed, message, inner);
}
