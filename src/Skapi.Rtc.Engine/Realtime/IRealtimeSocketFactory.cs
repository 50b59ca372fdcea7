namespace Skapi.Rtc.Realtime;

/// <summary>Opens WebSockets to the gateway.</summary>
internal interface IRealtimeSocketFactory
{
    /// <summary>Opens a socket.</summary>
    /// <exception cref="SkapiException">
    /// <c>INVALID_TOKEN</c>: the token was refused; <c>CONNECTION_FAILED</c>: the gateway could not be reached.
    /// </exception>
    ValueTask<IRealtimeSocket> OpenAsync(Uri endpoint, string accessToken, CancellationToken cancellationToken);
}
