namespace Skapi.Rtc.Realtime;

/// <summary>Waits a certain time before each attempt, spread by a random part, and ends after the last one.</summary>
/// <param name="delays">The time to wait before each attempt.</param>
public sealed class ReconnectPolicy(params IReadOnlyList<TimeSpan> delays) : IReconnectPolicy
{
    private readonly IReadOnlyList<TimeSpan> _delays = Check(delays);

    /// <summary>
    /// The default: 3 seconds at first, like the published client, then longer; 90 seconds in total. Each delay is spread by half, so that
    /// the clients of a gateway that restarts do not return all at once.
    /// </summary>
    public static ReconnectPolicy Default { get; } = new(
        TimeSpan.FromSeconds(3),
        TimeSpan.FromSeconds(3),
        TimeSpan.FromSeconds(6),
        TimeSpan.FromSeconds(12),
        TimeSpan.FromSeconds(24),
        TimeSpan.FromSeconds(42));

    /// <summary>Never reconnects: a lost connection stays lost, and a gateway that cannot be reached fails at once.</summary>
    public static ReconnectPolicy Never { get; } = new();

    /// <summary>
    /// How much a delay is spread, as a share of it from 0 to 1; 0.5 by default: a delay of 3 seconds becomes 1.5 to 4.5 seconds. With 0,
    /// the delays are exact.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or more than 1.</exception>
    public double Jitter
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 0);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1);
            field = value;
        }
    } = 0.5;

    /// <inheritdoc/>
    public TimeSpan? NextDelay(int attempt)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        return attempt <= _delays.Count ? _delays[attempt - 1] * (1 + (Jitter * ((2 * Random.Shared.NextDouble()) - 1))) : null;
    }

    private static IReadOnlyList<TimeSpan> Check(IReadOnlyList<TimeSpan> delays)
    {
        ArgumentNullException.ThrowIfNull(delays);
        return delays.All(static delay => delay >= TimeSpan.Zero && delay <= TimeSpan.FromDays(1))
            ? delays
            : throw new ArgumentOutOfRangeException(nameof(delays), "A delay should be from zero to one day.");
    }
}
