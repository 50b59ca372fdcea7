using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Http;

namespace Skapi.Realtime.Gateway.Discovery;

/// <summary>
/// The documents with which the published client finds its endpoints. All addresses are on the host that the request names, so the
/// documents are right behind any name or port. The client reads them as Latin-1, so they are ASCII.
/// </summary>
internal sealed class DiscoveryEndpoints(IOptions<SkapiRealtimeOptions> options, EndpointDataSource endpoints)
{
    /// <summary>The group of services with a paid plan. Below 3 the published client writes a banner to the console.</summary>
    private const uint UnlimitedGroup = 3;

    private readonly DiscoveryOptions _options = options.Value.Discovery;
    private readonly IList<SkapiService> _services = options.Value.Services;

    /// <summary>Answers <c>admin-v1.json</c>. The <c>service</c> document is next to the folder of the region.</summary>
    public Task AnswerAdminAsync(HttpContext context)
    {
        var path = context.Request.Path.ToUriComponent();
        var region = path.LastIndexOf('/', path.LastIndexOf('/') - 1);
        return WriteAsync(context, new AdminEndpoints
        {
            ServicePublic = $"{Origin(context.Request, context.Request.Scheme)}{path.AsSpan(0, region)}/",
            UserPoolId = _options.UserPoolId,
            UserPoolClient = _options.UserPoolClient,
        });
    }

    /// <summary>Answers <c>record-v1.json</c>.</summary>
    public Task AnswerRecordAsync(HttpContext context)
    {
        var path = RealtimePath();
        return WriteAsync(context, new RecordEndpoints
        {
            RecordPrivate = $"{Origin(context.Request, context.Request.Scheme)}{path}/",
            WebSocketPrivate = $"{Origin(context.Request, context.Request.IsHttps ? "wss" : "ws")}{(path.Length == 0 ? "/" : path)}",
        });
    }

    /// <summary>Answers <c>service</c>: what the client shows as its connection information.</summary>
    public Task AnswerServiceAsync(HttpContext context)
    {
        var request = context.Request;
        var (service, owner) = (request.Query["service"].ToString(), request.Query["owner"].ToString());
        if (_services.Count > 0 && !_services.Contains(new SkapiService(service, owner)))
        {
            return HttpError.WriteAsync(
                context,
                StatusCodes.Status404NotFound,
                SkapiErrorCode.NotExists,
                "This gateway does not serve that service of that owner. Add it to Services.");
        }

        return WriteAsync(context, new ServiceConnection
        {
            Ip = context.Connection.RemoteIpAddress?.ToString() ?? "",
            UserAgent = request.Headers.UserAgent.ToString(),
            Locale = "",
            Group = UnlimitedGroup,
            ServiceName = _options.ServiceName,
            ServiceDescription = "",
        });
    }

    private static string Origin(HttpRequest request, string scheme) =>
        $"{scheme}://{request.Host.ToUriComponent()}{request.PathBase.ToUriComponent()}";

    private string RealtimePath()
    {
        var endpoint = endpoints.Endpoints
            .OfType<RouteEndpoint>()
            .FirstOrDefault(static candidate => candidate.Metadata.GetMetadata<RealtimeEndpointMetadata>() is not null)
            ?? throw new InvalidOperationException("The discovery documents need a realtime endpoint. Call app.MapSkapiRealtime(…).");
        var path = endpoint.RoutePattern.RawText!.Trim('/');
        return path.Length == 0 ? "" : new PathString($"/{path}").ToUriComponent();
    }

    private static Task WriteAsync<T>(HttpContext context, T document)
        where T : IJsonMessage<T> =>
        HttpJson.WriteAsync(context, AsciiJson.Escape(JsonCodec.EncodeToUtf8(document)));
}
