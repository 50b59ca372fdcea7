using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Skapi.Realtime.Gateway.Http;

/// <summary>Reads the whole body of a request, up to a limit.</summary>
internal static class HttpBody
{
    /// <summary>Reads the body.</summary>
    /// <returns>The body, or null if it is larger than the limit.</returns>
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
