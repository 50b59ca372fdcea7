namespace Skapi.Rtc.Sdp;

/// <summary>The direction of a section (RFC 8866, section 6.7), from the point of view of the side that wrote it.</summary>
[Flags]
public enum SdpDirection
{
    /// <summary><c>inactive</c>.</summary>
    Inactive = 0,

    /// <summary><c>sendonly</c>.</summary>
    Send = 1,

    /// <summary><c>recvonly</c>.</summary>
    Receive = 2,

    /// <summary><c>sendrecv</c>, which is the default.</summary>
    Both = Send | Receive,
}
