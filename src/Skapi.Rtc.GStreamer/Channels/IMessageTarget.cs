namespace Skapi.Rtc.GStreamer.Channels;

/// <summary>Handles the messages of one SCTP stream.</summary>
internal interface IMessageTarget
{
    /// <summary>Handles a message. It is called on a native thread, one call at a time, and must not block it.</summary>
    /// <param name="ppid">The payload protocol identifier (RFC 8831, section 8).</param>
    /// <param name="data">The bytes, valid during the call.</param>
    void OnMessage(uint ppid, ReadOnlySpan<byte> data);
}
