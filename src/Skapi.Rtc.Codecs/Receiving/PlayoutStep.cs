namespace Skapi.Rtc.Codecs.Receiving;

/// <summary>What a jitter buffer plays next. The packets are valid until the buffer is used again.</summary>
internal readonly ref struct PlayoutStep
{
    /// <summary>What is to be done.</summary>
    public required PlayoutKind Kind { get; init; }

    /// <summary>How long the result is.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>When the result is heard, by the clock of the buffer.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>The packet; empty without one.</summary>
    public ReadOnlySpan<byte> Packet { get; init; }

    /// <summary>The packet that is blended with the first one; empty without one.</summary>
    public ReadOnlySpan<byte> Second { get; init; }
}
