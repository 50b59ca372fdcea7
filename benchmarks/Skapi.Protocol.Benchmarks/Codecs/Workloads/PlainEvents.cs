using System.Text.Json;
using System.Text.Json.Serialization;
using MemoryPack;
using MessagePack;

namespace Skapi.Protocol.Benchmarks.Codecs.Workloads;

/// <summary>
/// The messages as one writes them by hand for System.Text.Json, MessagePack-CSharp and MemoryPack: classes with plain properties, which
/// System.Text.Json reads faster than positional records. Keys and names are those of the schemas.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PlainCandidate), "icecandidate")]
[JsonDerivedType(typeof(PlainMessage), "message")]
[Union(6, typeof(PlainCandidate))]
[Union(10, typeof(PlainMessage))]
[MemoryPackable]
[MemoryPackUnion(6, typeof(PlainCandidate))]
[MemoryPackUnion(10, typeof(PlainMessage))]
public abstract partial class PlainEvent;

[MessagePackObject]
[MemoryPackable]
public sealed partial class PlainPeer
{
    [Key(0)]
    public string Cid { get; set; } = "";
}

[MessagePackObject]
[MemoryPackable]
public sealed partial class PlainChannel
{
    [Key(0)]
    public string Cid { get; set; } = "";

    [Key(1)]
    public string Label { get; set; } = "";
}

[MessagePackObject]
[MemoryPackable]
public sealed partial class PlainCandidate : PlainEvent
{
    [Key(0)]
    public PlainPeer Target { get; set; } = new();

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
[MemoryPackable]
public sealed partial class PlainMessage : PlainEvent
{
    [Key(0)]
    public PlainChannel Target { get; set; } = new();

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

[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PlainRealtimeMessage), "message")]
[Union(0, typeof(PlainRealtimeMessage))]
[MemoryPackable]
[MemoryPackUnion(0, typeof(PlainRealtimeMessage))]
public abstract partial class PlainRealtimeEvent;

[MessagePackObject]
[MemoryPackable]
public sealed partial class PlainRealtimeMessage : PlainRealtimeEvent
{
    /// <summary>The nested JSON as the binary formats have it: as an opaque text, which they do not check.</summary>
    [Key(0)]
    [JsonIgnore]
    public string? Content { get; set; }

    /// <summary>The nested JSON as System.Text.Json has it.</summary>
    [IgnoreMember]
    [MemoryPackIgnore]
    [JsonPropertyName("content")]
    public JsonElement Json { get; set; }

    [Key(1)]
    public string? Sender { get; set; }

    [Key(2)]
    [JsonPropertyName("sender_cid")]
    public string? SenderCid { get; set; }

    [Key(3)]
    [JsonPropertyName("sender_group")]
    public string? SenderGroup { get; set; }

    [Key(4)]
    public string? Code { get; set; }
}

[MessagePackObject]
[MemoryPackable]
public sealed partial class PlainGroups
{
    [Key(0)]
    public List<PlainGroup> List { get; set; } = [];

    [Key(1)]
    public string? StartKey { get; set; }
}

[MessagePackObject]
[MemoryPackable]
public sealed partial class PlainGroup
{
    [Key(0)]
    [JsonPropertyName("rid")]
    public string Group { get; set; } = "";

    [Key(1)]
    [JsonPropertyName("cnt")]
    public uint Users { get; set; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlainEvent))]
[JsonSerializable(typeof(PlainRealtimeEvent))]
[JsonSerializable(typeof(PlainGroups))]
internal sealed partial class PlainContext : JsonSerializerContext;
