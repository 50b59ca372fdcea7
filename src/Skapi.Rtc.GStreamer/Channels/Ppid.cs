namespace Skapi.Rtc.GStreamer.Channels;

/// <summary>SCTP payload protocol identifiers of data channels (RFC 8831, section 8).</summary>
internal static class Ppid
{
    /// <summary>A message of the Data Channel Establishment Protocol (RFC 8832).</summary>
    public const uint Control = 50;

    /// <summary>A text message.</summary>
    public const uint Text = 51;

    /// <summary>A part of a text message, as old implementations send it.</summary>
    public const uint TextPartial = 54;

    /// <summary>An empty text message. SCTP has no empty messages, so one byte that is ignored stands for it.</summary>
    public const uint EmptyText = 56;

    /// <summary>An empty binary message.</summary>
    public const uint EmptyBinary = 57;
}
