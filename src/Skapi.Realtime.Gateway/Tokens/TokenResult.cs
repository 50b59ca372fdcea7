using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;

namespace Skapi.Realtime.Gateway.Tokens;

/// <summary>The result of verifying a token: the user that it names, or why it is refused.</summary>
internal readonly struct TokenResult
{
    private TokenResult(RealtimeUser? user, string? refusal, ClaimsIdentity? claims = null) =>
        (User, Refusal, Claims) = (user, refusal, claims);

    /// <summary>The user, or null if the token is refused.</summary>
    public RealtimeUser? User { get; }

    /// <summary>Why the token is refused, or null if it is valid. Contains no part of the token.</summary>
    public string? Refusal { get; }

    /// <summary>Whether the token is refused only because it has expired, so that a refreshed token would be accepted.</summary>
    public bool IsExpired { get; private init; }

    /// <summary>Whether the token could not be verified, because the keys of its issuer could not be read.</summary>
    public bool IsUndecided { get; private init; }

    /// <summary>The token's claims, or null if it is refused.</summary>
    public ClaimsIdentity? Claims { get; }

    /// <summary>Whether the token is valid.</summary>
    [MemberNotNullWhen(true, nameof(User))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsValid => User is not null;

    public static TokenResult Valid(RealtimeUser user, ClaimsIdentity claims) => new(user, null, claims);

    public static TokenResult Refused(string reason) => new(null, reason);

    public static TokenResult Expired(string reason) => new(null, reason) { IsExpired = true };

    public static TokenResult Undecided(string reason) => new(null, reason) { IsUndecided = true };
}
