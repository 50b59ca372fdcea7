namespace Skapi.Rtc.Managed.Sctp.Packets;

/// <summary>How a packet relates to the path's MTU.</summary>
internal enum PacketKind
{
    /// <summary>It fits, as far as is known.</summary>
    Ordinary,

    /// <summary>It finds out whether its size fits, so it must not be fragmented.</summary>
    Probe,

    /// <summary>It is too long, because it repeats a fragment of when the path carried more. The network may fragment it.</summary>
    Oversized,
}
