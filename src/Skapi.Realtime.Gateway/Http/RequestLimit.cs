using Microsoft.AspNetCore.Http;
using Skapi.Realtime.Gateway.Limits;

namespace Skapi.Realtime.Gateway.Http;

/// <summary>Limits the rate of requests from an address.</summary>
internal sealed class RequestLimit(GatewayLimits limits)
{
    /// <summary>Counts a request, and answers it with 429 if there are too many.</summary>
    /// <returns>False if the request was answered.</returns>
    public async ValueTask<bool> TryPassAsync(HttpContext context)
    {
        if (limits.TryRequest(AddressKey.Of(context.Connection.RemoteIpAddress), out var retryAfter))
            return true;
        await HttpError.WriteTooManyRequestsAsync(context, retryAfter, "There were too many requests from this address. Retry later.")
            .ConfigureAwait(false);
        return false;
    }
}
