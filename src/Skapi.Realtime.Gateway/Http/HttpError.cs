using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Skapi.Protocol;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Http;

/// <summary>
/// Writes an error over HTTP as <c>{"code", "message"}</c>, from which the published client creates a <c>SkapiError</c>.
/// </summary>
internal static class HttpError
{
    /// <summary>
    /// Answers 401 with the reason in the body and in <c>WWW-Authenticate</c> (RFC 6750, section 3), or 503 if the token could not be
    /// verified.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="result">The token's result. It must be a refusal.</param>
    public static Task WriteUnauthorizedAsync(HttpContext context, TokenResult result)
    {
        if (result.IsUndecided)
        {
            return WriteAsync(
                context, StatusCodes.Status503ServiceUnavailable, SkapiErrorCode.ConnectionFailed, result.Refusal!);
        }

        // A client that cannot read the body of a refused upgrade still gets this header.
        context.Response.Headers[HeaderNames.WWWAuthenticate] =
            $"Bearer error=\"invalid_token\", error_description=\"{ToQuotedText(result.Refusal!)}\"";
        return WriteAsync(context, StatusCodes.Status401Unauthorized, SkapiErrorCode.InvalidToken, result.Refusal!);
    }

    /// <summary>Answers 429 with <c>Retry-After</c>.</summary>
    public static Task WriteTooManyRequestsAsync(HttpContext context, TimeSpan retryAfter, string message)
    {
        var seconds = Math.Max(1, (long)Math.Ceiling(retryAfter.TotalSeconds));
        context.Response.Headers[HeaderNames.RetryAfter] = seconds.ToString(CultureInfo.InvariantCulture);
        return WriteAsync(context, StatusCodes.Status429TooManyRequests, SkapiErrorCode.TooManyRequests, message);
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

    /// <summary>Replaces what <c>error_description</c> does not allow: quotes, backslashes, and all but printable ASCII.</summary>
    private static string ToQuotedText(string text) =>
        string.Create(text.Length, text, static (target, source) =>
        {
            for (var index = 0; index < target.Length; index++)
                target[index] = source[index] is >= ' ' and <= '~' and not '"' and not '\\' ? source[index] : '\'';
        });
}
