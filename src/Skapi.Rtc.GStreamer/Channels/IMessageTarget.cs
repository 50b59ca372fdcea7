using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Channels;

/// <summary>Handles the messages of one SCTP stream.</summary>
internal interface IMessageTarget
{
    /// <summary>Handles a message. It is called on a native thread, one call at a time, and must not block it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="length">Its length in bytes, as it was sent.</param>
    void OnMessage(DataChannelMessage message, int length);

    /// <summary>Handles that later messages were not kept, because too many had arrived. The same rules hold.</summary>
    void OnOverflow();
}
