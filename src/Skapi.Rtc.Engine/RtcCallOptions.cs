using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc;

/// <summary>Whom to call, and with what.</summary>
public sealed record RtcCallOptions
{
    /// <summary>The other side's connection id, with its “cid:” prefix, as a notice or <c>GetRealtimeUsersAsync</c> gives it.</summary>
    public required string Cid { get; init; }

    /// <summary>What this side sends and is ready to receive; null for a call without media.</summary>
    public MediaOptions? Media { get; init; }

    /// <summary>
    /// The data channels to open; one of each protocol. By default Skapi's one channel <c>default</c>. Where both sides call at once,
    /// the call that stands has its own channels, and those of the other are not opened.
    /// </summary>
    public IReadOnlyList<DataChannelOptions> Channels { get; init; } = [DataChannelOptions.Default];

    /// <summary>Finds what is wrong, before anything is done.</summary>
    internal void Validate()
    {
        if (Cid is null || !Cid.StartsWith("cid:", StringComparison.Ordinal) || Cid.Length == "cid:".Length)
            throw SkapiException.InvalidParameter($"\"{nameof(Cid)}\" should be a connection id, which begins with “cid:”, but is “{Cid}”.");

        if (Channels is null)
            throw SkapiException.InvalidParameter($"\"{nameof(Channels)}\" is null: leave it empty for a call without data channels.");

        if (Channels.Count == 0 && Media is null or { Audio: null, Video: null, ReceiveAudio: false, ReceiveVideo: false })
            throw SkapiException.InvalidParameter($"A call needs something to carry: give it \"{nameof(Media)}\", \"{nameof(Channels)}\", or both.");

        foreach (var channel in Channels)
            Validate(channel);
    }

    private void Validate(DataChannelOptions? channel)
    {
        if (string.IsNullOrEmpty(channel?.Protocol))
            throw SkapiException.InvalidParameter($"A data channel in \"{nameof(Channels)}\" has no protocol.");

        if (channel is { MaxRetransmits: not null, MaxPacketLifeTime: not null })
        {
            throw SkapiException.InvalidParameter(
                $"The data channel “{channel.Protocol}” has both maxRetransmits and maxPacketLifeTime: give it one of them (W3C WebRTC, createDataChannel).");
        }

        if (Channels.Count(other => other.Protocol == channel.Protocol) > 1)
            throw SkapiException.InvalidRequest($"Data channel with the protocol “{channel.Protocol}” already exists: a call has one channel of each protocol.");
    }
}
