namespace Skapi.Rtc.SipSorcery.Sctp;

/// <summary>Receives the SCTP packets of an association, and can change them.</summary>
internal interface IPacketTap
{
    /// <summary>Handles a packet before it is sent.</summary>
    /// <returns>The packet to send: the same or another one.</returns>
    ReadOnlySpan<byte> Sending(ReadOnlySpan<byte> packet);

    /// <summary>Handles a packet that was sent.</summary>
    void Sent(ReadOnlySpan<byte> packet);

    /// <summary>Handles a received packet before the stack reads it.</summary>
    void Received(byte[] buffer, int offset, int length);
}
