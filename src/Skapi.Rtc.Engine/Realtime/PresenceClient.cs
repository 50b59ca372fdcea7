using System.Net;
using System.Net.Http.Headers;
using Skapi.Protocol;
using Skapi.Protocol.Json;

namespace Skapi.Rtc.Realtime;

/// <summary>Requests the users of a group and the groups of the service over HTTP: <c>POST get-ws-group</c>.</summary>
internal sealed class PresenceClient(PresenceSettings settings, TokenCache tokenCache) : IDisposable
{
    /// <summary>The maximum page size of the published client, and of services.</summary>
    private const int LongestPage = 1000;

    private readonly HttpClient _http =
        settings.HttpHandler is { } handler ? new HttpClient(handler, disposeHandler: false) : new HttpClient();

    public async Task<IReadOnlyList<RealtimeUser>> GetUsersAsync(string group, string? userId, CancellationToken cancellationToken)
    {
        var users = new List<RealtimeUser>();
        RawJson? startKey = null;
        do
        {
            var request = new GroupUsersRequest
            {
                Service = settings.Service,
                Owner = settings.Owner,
                Group = group,
                UserId = userId,
                StartKey = startKey,
            };
            var page = await PostAsync<GroupUsersRequest, GroupUsersResponse>(request, cancellationToken).ConfigureAwait(false);
            users.AddRange(page.List.Select(entry => new RealtimeUser(WithoutService(entry.QualifiedUserId), "cid:" + entry.Cid)));
            startKey = Next(startKey, page.StartKey);
        }
        while (startKey is not null);

        return users;
    }

    public async Task<IReadOnlyList<RealtimeGroup>> GetGroupsAsync(RealtimeGroupQuery query, CancellationToken cancellationToken)
    {
        var groups = new List<RealtimeGroup>();
        RawJson? startKey = null;
        do
        {
            var request = new GroupsRequest
            {
                Service = settings.Service,
                Owner = settings.Owner,
                SearchFor = query.SearchFor,
                Value = query.Value,
                Condition = query.Condition,
                Range = query.Range,
                Limit = query.Limit is { } limit ? (uint)Math.Min(limit - groups.Count, LongestPage) : null,
                StartKey = startKey,
            };
            var page = await PostAsync<GroupsRequest, GroupsResponse>(request, cancellationToken).ConfigureAwait(false);
            groups.AddRange(page.List.Select(entry => new RealtimeGroup(WithoutService(entry.QualifiedGroup), (int)entry.NumberOfUsers)));
            startKey = Next(startKey, page.StartKey);
        }
        while (startKey is not null && !(groups.Count >= query.Limit));

        return groups;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The key of the next page, or null after the last page. A service that repeats a key would cause an endless loop.</summary>
    private RawJson? Next(RawJson? asked, RawJson? given)
    {
        if (given is not { IsFalsy: false } key || (key.TryGetString(out var word) && word == "end"))
            return null;

        return key != asked
            ? key
            : throw new SkapiException(SkapiErrorCode.ConnectionFailed, $"{settings.Endpoint} sent the same page key twice: {key}.");
    }

    private async Task<TResponse> PostAsync<TRequest, TResponse>(TRequest message, CancellationToken cancellationToken)
        where TRequest : IJsonMessage<TRequest>
        where TResponse : class, IJsonMessage<TResponse>
    {
        var tokens = await tokenCache.GetAsync(cancellationToken).ConfigureAwait(false);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Endpoint, "get-ws-group"));
        request.Content = new ByteArrayContent(JsonCodec.EncodeToUtf8(message));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        // Skapi takes the raw token, without a scheme.
        request.Headers.TryAddWithoutValidation("Authorization", tokens.IdToken);

        using var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        var body = await ReadAsync(response, request.RequestUri!, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
            tokenCache.Forget(tokens);
        if (!response.IsSuccessStatusCode)
            throw Refused(request.RequestUri!, response.StatusCode, body);

        return JsonCodec.TryDecode<TResponse>(body, out var answer, out var error)
            ? answer
            : throw new SkapiException(
                SkapiErrorCode.ConnectionFailed, $"{request.RequestUri} sent a response that cannot be decoded: {error}");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException error)
        {
            throw ConnectErrors.Unreachable(request.RequestUri!.ToString(), OptionNames.RecordEndpoint, error);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SkapiException(SkapiErrorCode.ConnectionFailed, $"{request.RequestUri} did not respond in time.", error);
        }
    }

    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, Uri uri, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw ConnectErrors.Unreachable(uri.ToString(), OptionNames.RecordEndpoint, error);
        }
    }

    private static SkapiException Refused(Uri uri, HttpStatusCode status, byte[] body)
    {
        const int longest = 500;
        var said = JsonCodec.TryDecode<ServiceError>(body, out var error, out _) ? error : null;
        var text = said?.Message ?? System.Text.Encoding.UTF8.GetString(body);
        if (string.IsNullOrWhiteSpace(text))
            text = $"{status}. Check {OptionNames.RecordEndpoint}.";
        var code = said?.Code is { Length: > 0 } given ? SkapiErrorCode.From(given)
            : status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? SkapiErrorCode.InvalidToken
            : SkapiErrorCode.InvalidRequest;
        return new SkapiException(code, $"{uri} answered {(int)status}: {(text.Length > longest ? text[..longest] + "…" : text)}");
    }

    private static string WithoutService(string qualified) => qualified[(qualified.IndexOf('#') + 1)..];
}
