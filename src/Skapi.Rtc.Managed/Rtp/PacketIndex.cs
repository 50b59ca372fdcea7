namespace Skapi.Rtc.Managed.Rtp;

/// <summary>Extends the sequence number of 16 bits to an index of 48 bits (RFC 3711, section 3.3.1).</summary>
internal static class PacketIndex
{
    /// <summary>The index that ends with the sequence number and is the nearest to a known one.</summary>
    /// <param name="highest">The highest index so far.</param>
    /// <param name="sequence">The sequence number.</param>
    public static ulong Nearest(ulong highest, ushort sequence)
    {
        var index = (long)highest + unchecked((short)(sequence - (ushort)highest));

        // No packet came before the first round of the counter.
        return (ulong)(index < 0 ? index + (1 << 16) : index);
    }
}
