namespace Skapi.Rtc.Managed.Congestion;

/// <summary>What is known about a packet that was sent.</summary>
internal enum PacketFate : byte
{
    /// <summary>The slot is empty.</summary>
    None,

    /// <summary>The other side has not reported it.</summary>
    Unknown,

    /// <summary>The other side reported that it is missing. It may have been overtaken.</summary>
    Missing,

    /// <summary>The other side reported that it has arrived.</summary>
    Arrived,
}
