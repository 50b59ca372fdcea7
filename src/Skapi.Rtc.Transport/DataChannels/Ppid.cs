namespace Skapi.Rtc.DataChannels;

/// <summary>SCTP payload protocol identifiers of data channels (RFC 8831, section 8).</summary>
public static class Ppid
{
    /// <summary>A message of the Data Channel Establishment Protocol (<see cref="DcepOpen"/>).</summary>
    public const uint Dcep = 50;

    /// <summary>A text message.</summary>
    public const uint Text = 51;

    /// <summary>A part of a binary message, from old implementations.</summary>
    public const uint BinaryPartial = 52;

    /// <summary>A binary message.</summary>
    public const uint Binary = 53;

    /// <summary>A part of a text message, from old implementations.</summary>
    public const uint TextPartial = 54;

    /// <summary>An empty text message. SCTP has no empty messages, so it contains one byte, which is ignored.</summary>
    public const uint EmptyText = 56;

    /// <summary>An empty binary message. It contains one byte, which is ignored.</summary>
    public const uint EmptyBinary = 57;
}
