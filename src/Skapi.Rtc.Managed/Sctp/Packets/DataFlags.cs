namespace Skapi.Rtc.Managed.Sctp.Packets;

/// <summary>The flags of DATA and I-DATA chunks (RFC 9260, section 3.3.1).</summary>
[Flags]
internal enum DataFlags : byte
{
    /// <summary>A middle fragment of an ordered message.</summary>
    None = 0,

    /// <summary>The last fragment.</summary>
    Last = 1,

    /// <summary>The first fragment.</summary>
    First = 2,

    /// <summary>The message is delivered without regard to its order.</summary>
    Unordered = 4,

    /// <summary>The receiver is to acknowledge at once (RFC 7053).</summary>
    Immediate = 8,
}
