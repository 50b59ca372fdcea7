using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Skapi.Protocol;

namespace Skapi.Realtime.Gateway.Http;

/// <summary>An error over HTTP, in the form from which the published client makes a <c>SkapiError</c>: <c>{"code", "message"}</c>.</summary>
internal static class HttpError
{
    public static Task WriteUnauthorizedAsync(HttpContext context, string message)
    {
        context.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer error=\"invalid_token\"";
        return WriteAsync(context, StatusCodes.Status401Unauthorized, SkapiErrorCode.InvalidToken, message);
    }

    public static async Task WriteAsync(HttpContext context, int status, SkapiErrorCode code, string message)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteString("code", code.Value);
            writer.WriteString("message", message);
            writer.WriteEndObject();
        }

        context.Response.StatusCode = status;
        await HttpJson.WriteAsync(context, body.WrittenMemory).ConfigureAwait(false);
    }
}
