namespace Skapi.Rtc.Managed.Rtp;

/// <summary>Reads the header extensions of RTP packets (RFC 8285).</summary>
internal static class HeaderExtensions
{
    /// <summary>The profile of extensions whose headers have one byte.</summary>
    public const ushort OneByteProfile = 0xBEDE;

    /// <summary>The profile of extensions whose headers have two bytes.</summary>
    public const ushort TwoByteProfile = 0x1000;

    private const ushort TwoByteMask = 0xFFF0;
    private const int MaxOneByteId = 14;
    private const int MaxOneByteLength = 16;
    private const int StopId = 15;

    /// <summary>Looks for an extension.</summary>
    /// <param name="profile">The profile in the header, which says how extensions are written.</param>
    /// <param name="extensions">The bytes of all extensions.</param>
    /// <param name="id">The number of the extension.</param>
    /// <param name="value">Its value.</param>
    /// <returns>False if the packet does not have it, or if what is before it is malformed.</returns>
    public static bool TryFind(ushort profile, ReadOnlySpan<byte> extensions, int id, out ReadOnlySpan<byte> value)
    {
        var isOneByte = profile == OneByteProfile;
        value = default;
        if (!isOneByte && (profile & TwoByteMask) != TwoByteProfile)
            return false;

        while (!extensions.IsEmpty)
        {
            var first = extensions[0];
            extensions = extensions[1..];

            // A zero is padding.
            if (first == 0)
                continue;

            if (!isOneByte && extensions.IsEmpty)
                return false;

            var (found, length) = isOneByte ? (first >> 4, (first & 0x0F) + 1) : (first, extensions[0]);
            if (!isOneByte)
                extensions = extensions[1..];

            if (length > extensions.Length || (isOneByte && found == StopId))
                return false;

            if (found == id)
            {
                value = extensions[..length];
                return true;
            }

            extensions = extensions[length..];
        }

        return false;
    }

    /// <summary>Whether an extension fits into the form whose headers have one byte.</summary>
    public static bool IsOneByte(int id, int length) => id <= MaxOneByteId && length is >= 1 and <= MaxOneByteLength;
}
