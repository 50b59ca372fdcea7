namespace Skapi.Rtc.SipSorcery.Channels;

/// <summary>What an SCTP message of a data channel is (RFC 8831, section 8): the payload protocol identifiers.</summary>
internal static class DataChannelProtocol
{
    public const uint Control = 50;
    public const uint Text = 51;
    public const uint Binary = 53;
    public const uint EmptyText = 56;
    public const uint EmptyBinary = 57;

    /// <summary>SCTP carries no empty message: one byte stands for it.</summary>
    public static byte[] Nothing { get; } = [0];
}
