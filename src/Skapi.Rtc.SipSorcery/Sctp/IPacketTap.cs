namespace Skapi.Rtc.SipSorcery.Sctp;

/// <summary>Sees, and may amend, the SCTP packets of an association.</summary>
internal interface IPacketTap
{
    /// <summary>A packet is about to go out.</summary>
    /// <returns>The packet to send: the same one or another.</returns>
    ReadOnlySpan<byte> Sending(ReadOnlySpan<byte> packet);

    /// <summary>The packet went out.</summary>
    void Sent(ReadOnlySpan<byte> packet);

    /// <summary>A packet came in; the stack reads it next.</summary>
    void Received(byte[] buffer, int offset, int length);
}
