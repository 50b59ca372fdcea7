namespace Skapi.Rtc.GStreamer.Channels;

/// <summary>SCTP payload protocol identifiers of data channels (RFC 8831, section 8).</summary>
internal static class Ppid
{
    /// <summary>A text message.</summary>
    public const uint Text = 51;

    /// <summary>A part of a binary message, as old implementations send it.</summary>
    public const uint BinaryPartial = 52;

    /// <summary>A binary message.</summary>
    public const uint Binary = 53;

    /// <summary>An empty text message: SCTP has none, so that one byte stands in it, which is ignored.</summary>
    public const uint EmptyText = 56;

    /// <summary>An empty binary message.</summary>
    public const uint EmptyBinary = 57;
}
