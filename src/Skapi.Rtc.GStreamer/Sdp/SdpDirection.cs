namespace Skapi.Rtc.GStreamer.Sdp;

/// <summary>Which way media flows in a section (RFC 8866, section 6.7), seen from the side that wrote it.</summary>
[Flags]
internal enum SdpDirection
{
    /// <summary><c>inactive</c>.</summary>
    Inactive = 0,

    /// <summary><c>sendonly</c>.</summary>
    Send = 1,

    /// <summary><c>recvonly</c>.</summary>
    Receive = 2,

    /// <summary><c>sendrecv</c>, the default.</summary>
    Both = Send | Receive,
}
