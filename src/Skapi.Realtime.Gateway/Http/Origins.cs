using Microsoft.AspNetCore.Http;

namespace Skapi.Realtime.Gateway.Http;

/// <summary>Decides whether a page may connect. Browsers do not apply CORS to WebSockets, so the gateway checks the origin.</summary>
internal sealed class Origins(IEnumerable<string> allowed)
{
    private readonly HashSet<string> _allowed = new(allowed.Select(static origin => origin.TrimEnd('/')), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the request comes from an allowed origin, or from a client that is not a browser and sends none.</summary>
    public bool Allows(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return _allowed.Count == 0 || origin.Length == 0 || _allowed.Contains(origin);
    }
}
