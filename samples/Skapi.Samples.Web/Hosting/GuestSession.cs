using System.Text.Json.Serialization;

namespace Skapi.Samples.Web.Hosting;

/// <summary>What a page needs to be someone: the answer to <c>GET /session</c>.</summary>
internal sealed record GuestSession
{
    /// <summary>The service's identifier.</summary>
    public required string Service { get; init; }

    /// <summary>The identifier of the service's owner.</summary>
    public required string Owner { get; init; }

    /// <summary>The application client under which skapi-js looks for its tokens.</summary>
    public required string ClientId { get; init; }

    /// <summary>The guest.</summary>
    public required string UserId { get; init; }

    /// <summary>The group to join.</summary>
    public required string Group { get; init; }

    /// <summary>The .NET peer.</summary>
    public required string PeerUserId { get; init; }

    /// <summary>The guest's tokens, by the names under which skapi-js looks for them.</summary>
    public required IReadOnlyDictionary<string, string> Tokens { get; init; }
}

/// <summary>How a session is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(GuestSession))]
internal sealed partial class GuestSessionJson : JsonSerializerContext;
