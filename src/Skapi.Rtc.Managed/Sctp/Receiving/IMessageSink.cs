namespace Skapi.Rtc.Managed.Sctp.Receiving;

/// <summary>Receives the messages that are whole and in turn.</summary>
internal interface IMessageSink
{
    /// <summary>Handles a message.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="ppid">The payload protocol identifier.</param>
    /// <param name="message">The message, in an array that belongs to the receiver.</param>
    void OnMessage(ushort stream, uint ppid, byte[] message);

    /// <summary>Handles a message that was dropped because it is longer than allowed.</summary>
    void OnMessageTooLong(ushort stream);
}
