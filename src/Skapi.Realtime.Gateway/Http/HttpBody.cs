using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Skapi.Realtime.Gateway.Http;

/// <summary>Reads a request's body whole, up to a limit.</summary>
internal static class HttpBody
{
    /// <returns>The body, null when it is larger than the limit.</returns>
    public static async ValueTask<byte[]?> ReadAsync(HttpRequest request, int maxBytes)
    {
        if (request.ContentLength > maxBytes)
            return null;
        var cancellationToken = request.HttpContext.RequestAborted;
        while (true)
        {
            var result = await request.BodyReader.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (result.Buffer.Length > maxBytes)
            {
                request.BodyReader.AdvanceTo(result.Buffer.End);
                return null;
            }

            if (result.IsCompleted)
            {
                var body = result.Buffer.ToArray();
                request.BodyReader.AdvanceTo(result.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
