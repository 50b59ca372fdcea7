using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Skapi.Realtime.Gateway.Http;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Turn;

/// <summary>
/// The HTTP endpoint <c>ice-servers</c>: answers <c>{"iceServers": […], "lifetimeSeconds": …}</c>. A page passes the array to
/// <c>RTCPeerConnection</c> as it is.
/// </summary>
internal sealed class IceServersEndpoint(TokenValidator validator, TurnCredentials credentials, RequestLimit requests)
{
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

        // Credentials must not be stored by a cache on the way.
        context.Response.Headers.CacheControl = "no-store";
        await HttpJson.WriteAsync(context, Encode(token.User.UserId)).ConfigureAwait(false);
    }

    private ReadOnlyMemory<byte> Encode(string userId)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("iceServers");
            foreach (var server in credentials.Issue(userId))
                Write(writer, server);
            writer.WriteEndArray();
            writer.WriteNumber("lifetimeSeconds", (long)credentials.Lifetime.TotalSeconds);
            writer.WriteEndObject();
        }

        return body.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, RealtimeIceServer server)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("urls");
        foreach (var url in server.Urls)
            writer.WriteStringValue(url);
        writer.WriteEndArray();
        if (server.UserName is not null)
        {
            writer.WriteString("username", server.UserName);
            writer.WriteString("credential", server.Credential);
        }

        writer.WriteEndObject();
    }
}
