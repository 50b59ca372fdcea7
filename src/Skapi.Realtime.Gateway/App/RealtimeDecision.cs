using System.Diagnostics.CodeAnalysis;
using Skapi.Protocol.Json;

namespace Skapi.Realtime.Gateway.App;

/// <summary>The answer of a hook: allows, changes or refuses what a client wants.</summary>
public readonly struct RealtimeDecision
{
    private RealtimeDecision(string? refusal, RawJson? message) => (Refusal, Message) = (refusal, message);

    /// <summary>Allows it. The default value does, too.</summary>
    public static RealtimeDecision Allow => default;

    /// <summary>Whether it is allowed, perhaps changed.</summary>
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsAllowed => Refusal is null;

    /// <summary>Why it is refused, as the client is told. Null if it is allowed.</summary>
    public string? Refusal { get; }

    /// <summary>The content that replaces the content of a post. Null if it is not changed.</summary>
    public RawJson? Message { get; }

    /// <summary>Refuses it.</summary>
    /// <param name="reason">Tells the client why.</param>
    public static RealtimeDecision Refuse(string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return new RealtimeDecision(reason, null);
    }

    /// <summary>Allows a post with another content. Elsewhere it is the same as <see cref="Allow"/>.</summary>
    public static RealtimeDecision Replace(RawJson message) => new(null, message);
}
