using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Rtcp;

/// <summary>
/// The maximum bit rate that the other side wants, of all sources together (REMB, draft-alvestrand-rmcat-remb-03, section 2.2): its
/// estimate of the path, or a limit of a server.
/// </summary>
internal static class ReceiverEstimate
{
    // “REMB”: other messages have the same number in the header.
    private const uint Identifier = 0x52454D42;
    private const int MantissaBits = 18;
    private const int ExponentBits = 6;

    /// <summary>Reads the message behind the two sources that every feedback begins with.</summary>
    /// <param name="reader">The rest of the packet.</param>
    /// <param name="bitsPerSecond">Receives the bits a second.</param>
    /// <returns>False if it is another message.</returns>
    public static bool TryRead(WireReader reader, out double bitsPerSecond)
    {
        var identifier = reader.ReadUInt32();

        // The number of the sources that follow, the exponent and the mantissa. Which sources they are does not matter here.
        var packed = reader.ReadUInt32();
        var exponent = (int)(packed >> MantissaBits) & ((1 << ExponentBits) - 1);
        bitsPerSecond = Math.ScaleB(packed & ((1 << MantissaBits) - 1), exponent);
        return !reader.Failed && identifier == Identifier;
    }
}
