using System.Text.Json.Serialization;

namespace Skapi.Samples.Web.Hosting;

/// <summary>The identity of a page: the response to <c>GET /session</c>.</summary>
internal sealed record GuestSession
{
    /// <summary>The service's identifier.</summary>
    public required string Service { get; init; }

    /// <summary>The identifier of the service's owner.</summary>
    public required string Owner { get; init; }

    /// <summary>The application client whose tokens skapi-js reads.</summary>
    public required string ClientId { get; init; }

    /// <summary>The guest's user id.</summary>
    public required string UserId { get; init; }

    /// <summary>The group to join.</summary>
    public required string Group { get; init; }

    /// <summary>The .NET peer's user id.</summary>
    public required string PeerUserId { get; init; }

    /// <summary>The guest's tokens, by the names that skapi-js uses.</summary>
    public required IReadOnlyDictionary<string, string> Tokens { get; init; }
}

/// <summary>Serializes a session.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(GuestSession))]
internal sealed partial class GuestSessionJson : JsonSerializerContext;
