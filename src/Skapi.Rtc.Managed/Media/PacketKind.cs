namespace Skapi.Rtc.Managed.Media;

/// <summary>What a packet contains, which decides when it is sent.</summary>
internal enum PacketKind
{
    /// <summary>Sound. It does not wait.</summary>
    Sound,

    /// <summary>A part of a picture.</summary>
    Picture,

    /// <summary>A packet that is sent again, in a stream of its own (RFC 4588).</summary>
    Retransmission,

    /// <summary>A packet that is sent again as it was: not a byte may change, because it is protected with the same nonce.</summary>
    Repetition,

    /// <summary>Padding that measures the path.</summary>
    Padding,
}
