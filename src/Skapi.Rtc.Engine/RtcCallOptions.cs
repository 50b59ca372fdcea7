using Skapi.Rtc.Media;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc;

/// <summary>The callee, and what a call carries.</summary>
public sealed record RtcCallOptions
{
    /// <summary>The callee's connection id with its “cid:” prefix, from a notice or from <c>GetRealtimeUsersAsync</c>.</summary>
    public required string Cid { get; init; }

    /// <summary>The media that this side sends and can receive, or null for a call without media.</summary>
    public MediaOptions? Media { get; init; }

    /// <summary>
    /// The data channels to open, one for each protocol; by default Skapi's channel <c>default</c>. If both sides call at once, only the
    /// channels of the call that is kept are opened.
    /// </summary>
    public IReadOnlyList<DataChannelOptions> Channels { get; init; } = [DataChannelOptions.Default];

    /// <summary>Throws if an option is wrong.</summary>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Cid, nameof(Cid));
        ArgumentNullException.ThrowIfNull(Channels, nameof(Channels));
        if (!Cid.StartsWith("cid:", StringComparison.Ordinal) || Cid.Length == "cid:".Length)
        {
            throw SkapiException.InvalidParameter(
                $"The cid “{Cid}” is invalid: it should begin with “cid:”. Take it from a notice, or from GetRealtimeUsersAsync().");
        }

        if (!WellFormedText.Is(Cid))
        {
            throw SkapiException.InvalidParameter(
                $"The cid “{Cid}” is invalid: it has a lone surrogate, which cannot be sent. Take it from a notice, or from "
                + "GetRealtimeUsersAsync().");
        }

        if (Channels.Count == 0 && Media is null or { Audio: null, Video: null, ReceiveAudio: false, ReceiveVideo: false })
            throw new ArgumentException($"The call has nothing to carry. Set {nameof(Media)}, {nameof(Channels)}, or both.");

        foreach (var channel in Channels)
            Validate(channel);
    }

    private void Validate(DataChannelOptions? channel)
    {
        if (string.IsNullOrEmpty(channel?.Protocol))
            throw new ArgumentException($"A data channel in {nameof(Channels)} has no {nameof(DataChannelOptions.Protocol)}.");

        if (channel is { MaxRetransmits: not null, MaxPacketLifeTime: not null })
        {
            throw new ArgumentException(
                $"The data channel “{channel.Protocol}” has both {nameof(channel.MaxRetransmits)} and {nameof(channel.MaxPacketLifeTime)}. "
                + "Set only one of them (W3C WebRTC, createDataChannel).");
        }

        if (Channels.Count(other => other.Protocol == channel.Protocol) > 1)
        {
            throw new ArgumentException(
                $"There are several data channels with the protocol “{channel.Protocol}”. A call has one channel for each protocol.");
        }
    }
}
