namespace Skapi.Rtc.Sdp;

/// <summary>Converts directions to and from SDP attributes, and to the other side's point of view.</summary>
public static class SdpDirections
{
    /// <summary>The attribute's name.</summary>
    public static string ToAttribute(this SdpDirection direction) => direction switch
    {
        SdpDirection.Both => "sendrecv",
        SdpDirection.Send => "sendonly",
        SdpDirection.Receive => "recvonly",
        _ => "inactive",
    };

    /// <summary>The direction with an attribute's name, or null for any other attribute.</summary>
    public static SdpDirection? FromAttribute(string name) => name switch
    {
        "sendrecv" => SdpDirection.Both,
        "sendonly" => SdpDirection.Send,
        "recvonly" => SdpDirection.Receive,
        "inactive" => SdpDirection.Inactive,
        _ => null,
    };

    /// <summary>The first direction in some lines, or null.</summary>
    internal static SdpDirection? In(IEnumerable<string> lines) => lines
        .Select(static line => line.StartsWith("a=", StringComparison.Ordinal) ? FromAttribute(line[2..]) : null)
        .FirstOrDefault(static direction => direction is not null);

    /// <summary>The same flow, seen from the other side.</summary>
    public static SdpDirection Reversed(this SdpDirection direction) => direction switch
    {
        SdpDirection.Send => SdpDirection.Receive,
        SdpDirection.Receive => SdpDirection.Send,
        _ => direction,
    };
}
