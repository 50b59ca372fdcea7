using MessagePack;

namespace Skapi.Bridges.MessagePack.Tests;

/// <summary>Some events of a call as someone would write them by hand for MessagePack-CSharp.</summary>
[Union(6, typeof(HandWrittenCandidate))]
[Union(10, typeof(HandWrittenMessage))]
public abstract class HandWrittenEvent;

[MessagePackObject]
public sealed class HandWrittenPeer
{
    [Key(0)]
    public string Cid { get; set; } = "";
}

[MessagePackObject]
public sealed class HandWrittenChannel
{
    [Key(0)]
    public string Cid { get; set; } = "";

    [Key(1)]
    public string Label { get; set; } = "";
}

[MessagePackObject]
public sealed class HandWrittenCandidate : HandWrittenEvent
{
    [Key(0)]
    public HandWrittenPeer Target { get; set; } = new();

    [Key(1)]
    public DateTime Timestamp { get; set; }

    [Key(2)]
    public string Candidate { get; set; } = "";

    [Key(3)]
    public string? SdpMid { get; set; }

    [Key(4)]
    public ushort? SdpMLineIndex { get; set; }

    [Key(5)]
    public string? UsernameFragment { get; set; }

    [Key(6)]
    public string? Protocol { get; set; }

    [Key(7)]
    public string GatheringState { get; set; } = "";

    [Key(8)]
    public string ConnectionState { get; set; } = "";
}

[MessagePackObject]
public sealed class HandWrittenMessage : HandWrittenEvent
{
    [Key(0)]
    public HandWrittenChannel Target { get; set; } = new();

    [Key(1)]
    public double TimeStamp { get; set; }

    [Key(2)]
    public string? Data { get; set; }

    [Key(3)]
    public string LastEventId { get; set; } = "";

    [Key(4)]
    public string Origin { get; set; } = "";

    [Key(5)]
    public string ReadyState { get; set; } = "";

    [Key(6)]
    public uint BufferedAmount { get; set; }

    [Key(7)]
    public byte[]? Binary { get; set; }
}
