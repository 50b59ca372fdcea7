using Microsoft.AspNetCore.Http;
using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Http;
using Skapi.Realtime.Gateway.Json;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Presence;

/// <summary>The HTTP endpoint <c>get-ws-group</c>: lists the users of the group in the body, or searches groups.</summary>
internal sealed class PresenceEndpoint(TokenValidator validator, PresenceQueries queries, RequestLimit requests)
{
    private const int MaxBodyBytes = 64 * 1024;

    public async Task HandleAsync(HttpContext context)
    {
        if (!await requests.TryPassAsync(context).ConfigureAwait(false))
            return;
        var token = await validator.ValidateAsync(BearerToken.FromHeader(context.Request)).ConfigureAwait(false);
        if (!token.IsValid)
        {
            await HttpError.WriteUnauthorizedAsync(context, token).ConfigureAwait(false);
            return;
        }

        if (await HttpBody.ReadAsync(context.Request, MaxBodyBytes).ConfigureAwait(false) is not { } body)
        {
            await HttpError.WriteAsync(
                context,
                StatusCodes.Status413PayloadTooLarge,
                SkapiErrorCode.InvalidRequest,
                $"The body is larger than {MaxBodyBytes} bytes.").ConfigureAwait(false);
            return;
        }

        await AnswerAsync(context, token.User.Scope, body).ConfigureAwait(false);
    }

    private async Task AnswerAsync(HttpContext context, ServiceScope scope, byte[] body)
    {
        byte[] answer;
        try
        {
            answer = JsonGuard.HasMember(JsonCodec.Decode<RawJson>(body), "group"u8)
                ? await AnswerUsersAsync(scope, body, context.RequestAborted).ConfigureAwait(false)
                : await AnswerGroupsAsync(scope, body, context.RequestAborted).ConfigureAwait(false);
        }
        catch (ProtocolException e)
        {
            await HttpError.WriteAsync(
                context,
                StatusCodes.Status400BadRequest,
                SkapiErrorCode.InvalidParameter,
                $"The body cannot be read. {e.Error}").ConfigureAwait(false);
            return;
        }
        catch (BackplaneException e)
        {
            await HttpError.WriteAsync(
                context, StatusCodes.Status503ServiceUnavailable, e.Code, "The gateway cannot reach the other gateways. Try again later.")
                .ConfigureAwait(false);
            return;
        }
        catch (InvalidQueryException e)
        {
            await HttpError.WriteAsync(context, StatusCodes.Status400BadRequest, SkapiErrorCode.InvalidParameter, e.Message)
                .ConfigureAwait(false);
            return;
        }

        await HttpJson.WriteAsync(context, answer).ConfigureAwait(false);
    }

    private async ValueTask<byte[]> AnswerUsersAsync(ServiceScope scope, byte[] body, CancellationToken cancellationToken)
    {
        var request = JsonCodec.Decode<GroupUsersRequest>(body);
        RequireOwnService(scope, request.Service, request.Owner);
        return JsonCodec.EncodeToUtf8(await queries.AnswerAsync(scope, request, cancellationToken).ConfigureAwait(false));
    }

    private async ValueTask<byte[]> AnswerGroupsAsync(ServiceScope scope, byte[] body, CancellationToken cancellationToken)
    {
        var request = JsonCodec.Decode<GroupsRequest>(body);
        RequireOwnService(scope, request.Service, request.Owner);
        return JsonCodec.EncodeToUtf8(await queries.AnswerAsync(scope, request, cancellationToken).ConfigureAwait(false));
    }

    private static void RequireOwnService(ServiceScope scope, string service, string owner)
    {
        if (!scope.Matches(service, owner))
            throw new InvalidQueryException("“service” or “owner” is not the token's.");
    }
}
