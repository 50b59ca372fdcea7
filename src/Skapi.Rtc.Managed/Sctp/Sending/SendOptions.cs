namespace Skapi.Rtc.Managed.Sctp.Sending;

/// <summary>How a message is sent.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Ppid">The payload protocol identifier.</param>
/// <param name="IsUnordered">Whether the message is delivered without regard to its order.</param>
/// <param name="MaxRetransmits">The maximum number of retransmissions, or null for no limit (RFC 7496, section 3.1).</param>
/// <param name="Lifetime">The time after which the message is not sent any more, or null for no limit (RFC 3758, section 4.1).</param>
internal readonly record struct SendOptions(
    ushort Stream, uint Ppid, bool IsUnordered = false, int? MaxRetransmits = null, TimeSpan? Lifetime = null);
