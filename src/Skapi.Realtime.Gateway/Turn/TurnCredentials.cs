using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Skapi.Realtime.Gateway.Configuration;

namespace Skapi.Realtime.Gateway.Turn;

/// <summary>
/// Issues the ICE servers of <see cref="SkapiRealtimeOptions.Turn"/> with a credential that expires. Get it from dependency injection.
/// Safe for use by several threads.
/// </summary>
/// <remarks>
/// A TURN server verifies a credential by the shared secret alone, so it needs no list of users (draft-uberti-behave-turn-rest-00).
/// </remarks>
public sealed class TurnCredentials
{
    private readonly TurnOptions _options;
    private readonly TimeProvider _time;

    internal TurnCredentials(IOptions<SkapiRealtimeOptions> options, TimeProvider time) => (_options, _time) = (options.Value.Turn, time);

    /// <summary>How long a credential is valid.</summary>
    public TimeSpan Lifetime => _options.Lifetime;

    /// <summary>Issues the servers for a user. Empty if the options name no server.</summary>
    /// <param name="userId">The user. The TURN server sees it in the user name.</param>
    public IReadOnlyList<RealtimeIceServer> Issue(string userId)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        var servers = new List<RealtimeIceServer>();
        if (_options.StunUrls.Count > 0)
            servers.Add(new RealtimeIceServer([.. _options.StunUrls], null, null));
        if (_options.Urls.Count > 0)
        {
            var expiry = (_time.GetUtcNow() + _options.Lifetime).ToUnixTimeSeconds();
            var name = string.Create(CultureInfo.InvariantCulture, $"{expiry}:{userId}");
            servers.Add(new RealtimeIceServer([.. _options.Urls], name, Sign(name)));
        }

        return servers;
    }

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "TURN servers expect HMAC-SHA1.")]
    private string Sign(string name) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(_options.SharedSecret!), Encoding.UTF8.GetBytes(name)));
}
