using System.Text.Json.Serialization;

namespace Skapi.Protocol.Benchmarks;

/// <summary>The two events as one writes them by hand for System.Text.Json's source generator.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PlatformMessage), "message")]
[JsonDerivedType(typeof(PlatformCandidate), "icecandidate")]
internal abstract record PlatformEvent;

internal sealed record PlatformTarget(string Cid, string? Label = null);

internal sealed record PlatformMessage(
    PlatformTarget Target, double TimeStamp, string? Data, string LastEventId, string Origin, string ReadyState, uint BufferedAmount) : PlatformEvent;

internal sealed record PlatformCandidate(
    PlatformTarget Target,
    DateTimeOffset Timestamp,
    string Candidate,
    string? SdpMid,
    ushort? SdpMLineIndex,
    string? UsernameFragment,
    string? Protocol,
    string GatheringState,
    string ConnectionState) : PlatformEvent;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlatformEvent))]
internal sealed partial class PlatformContext : JsonSerializerContext;
