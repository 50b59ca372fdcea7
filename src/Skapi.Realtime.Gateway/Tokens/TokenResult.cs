using System.Diagnostics.CodeAnalysis;

namespace Skapi.Realtime.Gateway.Tokens;

/// <summary>What came of checking a token: the user it speaks for, or why it is refused.</summary>
internal readonly struct TokenResult
{
    private TokenResult(RealtimeUser? user, string? refusal) => (User, Refusal) = (user, refusal);

    /// <summary>The user, when the token is good.</summary>
    public RealtimeUser? User { get; }

    /// <summary>Why the token is refused, in words that name no part of it.</summary>
    public string? Refusal { get; }

    [MemberNotNullWhen(true, nameof(User))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsValid => User is not null;

    public static TokenResult Valid(RealtimeUser user) => new(user, null);

    public static TokenResult Refused(string reason) => new(null, reason);
}
