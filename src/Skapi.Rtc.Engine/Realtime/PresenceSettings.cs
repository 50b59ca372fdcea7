namespace Skapi.Rtc.Realtime;

/// <summary>Whom to ask for users and groups.</summary>
internal sealed record PresenceSettings
{
    /// <summary>The HTTP endpoint, with a trailing slash.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The service's identifier.</summary>
    public required string Service { get; init; }

    /// <summary>The identifier of the service's owner.</summary>
    public required string Owner { get; init; }

    /// <summary>The app's handler of the requests, which is not disposed; null for .NET's own.</summary>
    public HttpMessageHandler? HttpHandler { get; init; }
}
