namespace Skapi.Rtc.Managed.Sctp;

/// <summary>Receives what an association reports.</summary>
internal interface ISctpListener
{
    /// <summary>The association is established.</summary>
    void OnEstablished();

    /// <summary>A message has arrived.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="ppid">The payload protocol identifier.</param>
    /// <param name="message">The message. The receiver owns it and calls <see cref="SctpAssociation.Release"/> when it is consumed.</param>
    void OnMessage(ushort stream, uint ppid, byte[] message);

    /// <summary>A message was dropped because it is longer than this side receives.</summary>
    void OnMessageTooLong(ushort stream);

    /// <summary>The other side reset its streams: nothing more of before comes on them.</summary>
    void OnRemoteReset(ReadOnlySpan<ushort> streams);

    /// <summary>The other side confirmed that this side's streams are reset.</summary>
    void OnLocalReset(ReadOnlySpan<ushort> streams);

    /// <summary>The association has ended.</summary>
    /// <param name="failure">Why it failed, or null if it was closed in order.</param>
    void OnClosed(string? failure);
}
