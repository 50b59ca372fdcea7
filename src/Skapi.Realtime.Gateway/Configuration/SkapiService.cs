namespace Skapi.Realtime.Gateway.Configuration;

/// <summary>A service that the gateway serves.</summary>
/// <param name="Service">The service's identifier, as in <c>new Skapi(service, owner)</c>.</param>
/// <param name="Owner">The identifier of the service's owner.</param>
public sealed record SkapiService(string Service, string Owner);
