namespace Skapi.Realtime.Gateway.Configuration;

/// <summary>The contents of the discovery documents, apart from the endpoints, which follow from the request.</summary>
public sealed class DiscoveryOptions
{
    /// <summary>
    /// The Cognito user pool that the documents name. The published client accepts at most 55 characters: word characters and hyphens,
    /// an underscore, then letters and digits.
    /// </summary>
    public string UserPoolId { get; set; } = "local_development";

    /// <summary>The Cognito application client that the documents name. The published client stores its session under this name.</summary>
    public string UserPoolClient { get; set; } = "skapi-development";

    /// <summary>The display name of the service, which an app gets from <c>getConnectionInfo</c>.</summary>
    public string ServiceName { get; set; } = "Skapi for .NET";
}
