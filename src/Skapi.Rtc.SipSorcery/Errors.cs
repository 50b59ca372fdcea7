using Skapi.Protocol;

namespace Skapi.Rtc.SipSorcery;

/// <summary>The errors of this transport.</summary>
internal static class Errors
{
    public static SkapiException NotSupported(string message) => new(SkapiErrorCode.NotSupported, message);

    public static SkapiException InvalidParameter(string message, Exception? inner = null) => new(SkapiErrorCode.InvalidParameter, message, inner);

    public static SkapiException InvalidRequest(string message) => new(SkapiErrorCode.InvalidRequest, message);

    public static SkapiException NoDevice(string device) => new(
        SkapiErrorCode.DeviceNotFound,
        $"SIPSorcery has no access to a {device}. Push encoded frames (AudioSource.Encoded, VideoSource.Encoded), or use the GStreamer transport.");
}
