namespace Skapi.Rtc.GStreamer.Sdp;

/// <summary>Directions as SDP attributes, and as the two sides see them.</summary>
internal static class SdpDirections
{
    /// <summary>The attribute's name.</summary>
    public static string ToAttribute(this SdpDirection direction) => direction switch
    {
        SdpDirection.Both => "sendrecv",
        SdpDirection.Send => "sendonly",
        SdpDirection.Receive => "recvonly",
        _ => "inactive",
    };

    /// <summary>The direction of an attribute's name, or null if the name is not a direction.</summary>
    public static SdpDirection? FromAttribute(string name) => name switch
    {
        "sendrecv" => SdpDirection.Both,
        "sendonly" => SdpDirection.Send,
        "recvonly" => SdpDirection.Receive,
        "inactive" => SdpDirection.Inactive,
        _ => null,
    };

    /// <summary>The same flow, seen from the other side.</summary>
    public static SdpDirection Reversed(this SdpDirection direction) => direction switch
    {
        SdpDirection.Send => SdpDirection.Receive,
        SdpDirection.Receive => SdpDirection.Send,
        _ => direction,
    };
}
