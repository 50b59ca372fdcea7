using System.Text;
using Skapi.Rtc.DataChannels;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.SipSorcery.Channels;

/// <summary>The messages of data channels on the wire (RFC 8831, section 8).</summary>
internal static class ReceivedMessage
{
    /// <summary>Decodes a message, or returns null for an unknown payload protocol identifier.</summary>
    public static DataChannelMessage? Decode(uint protocol, byte[] data) => protocol switch
    {
        Ppid.Text => new DataChannelMessage(Encoding.UTF8.GetString(data)),
        Ppid.EmptyText => new DataChannelMessage(""),
        Ppid.Binary => new DataChannelMessage(data),
        Ppid.EmptyBinary => new DataChannelMessage(ReadOnlyMemory<byte>.Empty),
        _ => null,
    };
}
