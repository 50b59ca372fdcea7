using Skapi.Rtc.Transport;

namespace Skapi.Rtc.SipSorcery.Channels;

/// <summary>What SIPSorcery can keep of a channel's options: it sends nothing unordered, and never drops a message.</summary>
internal static class ChannelReliability
{
    /// <summary>The options that a channel of this side really has.</summary>
    /// <exception cref="SkapiException"><c>NOT_SUPPORTED</c>: the options need less than reliable and ordered.</exception>
    public static DataChannelOptions Of(DataChannelOptions options)
    {
        if (options is { Ordered: true, MaxRetransmits: null, MaxPacketLifeTime: null })
            return options;

        return options.AllowsReliable
            ? options with { Ordered = true, MaxRetransmits = null, MaxPacketLifeTime = null }
            : throw SkapiException.NotSupported(
                $"SIPSorcery sends every message reliably and in order, so the data channel “{options.Protocol}” cannot be unordered " +
                "or drop messages. Make it ordered without limits, set AllowsReliable, or use the GStreamer transport.");
    }
}
