namespace Skapi.Realtime.Gateway.Configuration;

/// <summary>What the discovery documents say beside the endpoints, which follow from the request.</summary>
public sealed class DiscoveryOptions
{
    /// <summary>
    /// The Cognito user pool that the documents name: word characters and hyphens, an underscore, letters and digits, 55 characters
    /// at the most, or the published client refuses it.
    /// </summary>
    public string UserPoolId { get; set; } = "local_development";

    /// <summary>The Cognito application client that the documents name. The published client keeps its session under this name.</summary>
    public string UserPoolClient { get; set; } = "skapi-development";

    /// <summary>The service's name in words, as <c>getConnectionInfo</c> gives it to an app.</summary>
    public string ServiceName { get; set; } = "Skapi for .NET";
}
