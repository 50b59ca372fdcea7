namespace Skapi.Rtc.Realtime;

/// <summary>Decides when the realtime connection is opened again after it was lost, or could not be opened.</summary>
public interface IReconnectPolicy
{
    /// <summary>Gets the time to wait before an attempt.</summary>
    /// <param name="attempt">The number of the attempt since the connection was lost, from 1.</param>
    /// <returns>The time to wait, or null to make no more attempts.</returns>
    TimeSpan? NextDelay(int attempt);
}
