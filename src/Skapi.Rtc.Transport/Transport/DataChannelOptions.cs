namespace Skapi.Rtc.Transport;

/// <summary>How a data channel is created. Skapi's label is the protocol, so a call has one channel of a protocol.</summary>
public sealed record DataChannelOptions
{
    /// <summary>The label, and the subprotocol.</summary>
    public string Protocol { get; init; } = "default";

    /// <summary>Whether messages arrive in the order in which they were sent.</summary>
    public bool Ordered { get; init; } = true;

    /// <summary>
    /// The maximum number of retransmissions of a message, or null for no limit. Not together with <see cref="MaxPacketLifeTime"/>.
    /// </summary>
    public ushort? MaxRetransmits { get; init; }

    /// <summary>
    /// The maximum time during which a message is retransmitted, in milliseconds, or null for no limit. Not together with
    /// <see cref="MaxRetransmits"/>.
    /// </summary>
    public ushort? MaxPacketLifeTime { get; init; }

    /// <summary>
    /// The share of the line that the channel gets while others send too; <see cref="DataChannelPriority.Low"/> by default. It is a hint:
    /// the managed transport follows it in both directions, and other stacks may send their channels in turn.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="DataChannelPriority"/>.</exception>
    public DataChannelPriority Priority
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, $"“{value}” is not a priority. Use VeryLow, Low, Medium or High of DataChannelPriority.");
    } = DataChannelPriority.Low;

    /// <summary>
    /// Whether a stack that cannot keep the options may make the channel reliable and ordered instead of refusing it. Skapi's presets
    /// allow it: they are asked for by their names, not by their numbers.
    /// </summary>
    public bool AllowsReliable { get; init; }

    /// <summary>
    /// What Skapi opens when an app names no channel: <c>{ordered: true, maxPacketLifeTime: 10, protocol: "default"}</c>.
    /// </summary>
    public static DataChannelOptions Default { get; } = new() { MaxPacketLifeTime = 10, AllowsReliable = true };

    /// <summary>Skapi's preset <c>text-chat</c>.</summary>
    public static DataChannelOptions TextChat { get; } = new() { Protocol = "text-chat", MaxRetransmits = 10, AllowsReliable = true };

    /// <summary>Skapi's preset <c>video-chat</c>.</summary>
    public static DataChannelOptions VideoChat { get; } = new() { Protocol = "video-chat", MaxRetransmits = 10, AllowsReliable = true };

    /// <summary>Skapi's preset <c>voice-chat</c>.</summary>
    public static DataChannelOptions VoiceChat { get; } = new() { Protocol = "voice-chat", MaxRetransmits = 10, AllowsReliable = true };

    /// <summary>Skapi's preset <c>file-transfer</c>.</summary>
    public static DataChannelOptions FileTransfer { get; } =
        new() { Protocol = "file-transfer", Ordered = false, MaxPacketLifeTime = 3000, AllowsReliable = true };

    /// <summary>Skapi's preset <c>gaming</c>.</summary>
    public static DataChannelOptions Gaming { get; } =
        new() { Protocol = "gaming", Ordered = false, MaxPacketLifeTime = 100, AllowsReliable = true };
}
