namespace Skapi.Rtc;

/// <summary>Waits a fixed time before each attempt, and gives up after the last.</summary>
/// <param name="delays">The wait before each attempt.</param>
public sealed class ReconnectPolicy(params IReadOnlyList<TimeSpan> delays) : IReconnectPolicy
{
    /// <summary>Three seconds at first, as the published client has it; then more patiently, for a minute and a half in all.</summary>
    public static ReconnectPolicy Default { get; } = new(
        TimeSpan.FromSeconds(3),
        TimeSpan.FromSeconds(3),
        TimeSpan.FromSeconds(6),
        TimeSpan.FromSeconds(12),
        TimeSpan.FromSeconds(24),
        TimeSpan.FromSeconds(42));

    /// <summary>A lost connection stays lost.</summary>
    public static ReconnectPolicy Never { get; } = new();

    /// <inheritdoc/>
    public TimeSpan? NextDelay(int attempt) => attempt <= delays.Count ? delays[attempt - 1] : null;
}
