using MemoryPack;

namespace Skapi.Integrations.Benchmarks;

/// <summary>The events as someone would write them for MemoryPack.</summary>
[MemoryPackable]
[MemoryPackUnion(6, typeof(PackedCandidate))]
[MemoryPackUnion(10, typeof(PackedMessage))]
public abstract partial class PackedEvent;

[MemoryPackable]
public sealed partial class PackedPeer
{
    public string Cid { get; set; } = "";
}

[MemoryPackable]
public sealed partial class PackedChannel
{
    public string Cid { get; set; } = "";

    public string Label { get; set; } = "";
}

[MemoryPackable]
public sealed partial class PackedCandidate : PackedEvent
{
    public PackedPeer Target { get; set; } = new();

    public DateTime Timestamp { get; set; }

    public string Candidate { get; set; } = "";

    public string? SdpMid { get; set; }

    public ushort? SdpMLineIndex { get; set; }

    public string? UsernameFragment { get; set; }

    public string? Protocol { get; set; }

    public string GatheringState { get; set; } = "";

    public string ConnectionState { get; set; } = "";
}

[MemoryPackable]
public sealed partial class PackedMessage : PackedEvent
{
    public PackedChannel Target { get; set; } = new();

    public double TimeStamp { get; set; }

    public string? Data { get; set; }

    public string LastEventId { get; set; } = "";

    public string Origin { get; set; } = "";

    public string ReadyState { get; set; } = "";

    public uint BufferedAmount { get; set; }

    public byte[]? Binary { get; set; }
}
