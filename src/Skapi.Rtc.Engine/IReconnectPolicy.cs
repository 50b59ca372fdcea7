namespace Skapi.Rtc;

/// <summary>When to open a lost realtime connection again.</summary>
public interface IReconnectPolicy
{
    /// <summary>Says how long to wait before an attempt.</summary>
    /// <param name="attempt">Which attempt it is since the connection was lost, from 1.</param>
    /// <returns>The wait; null gives up.</returns>
    TimeSpan? NextDelay(int attempt);
}
