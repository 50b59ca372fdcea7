using Microsoft.Extensions.Logging;
using Skapi.Protocol;

namespace Skapi.Rtc.Realtime;

/// <summary>Opens sockets: asks for tokens, limits the time of an attempt, and repeats it as the reconnect policy says.</summary>
internal sealed class SocketOpener(RealtimeSettings settings, IRealtimeSocketFactory sockets, TimeProvider time, ILogger logger)
{
    /// <summary>Opens the first socket. Only transient failures are retried.</summary>
    /// <param name="tokens">The tokens of the first attempt.</param>
    /// <param name="observer">Learns of each further attempt.</param>
    /// <param name="cancellationToken">Cancels the attempts.</param>
    /// <exception cref="SkapiException">The error of the last attempt.</exception>
    public async Task<(IRealtimeSocket Socket, SkapiTokens Tokens)> OpenFirstAsync(
        SkapiTokens tokens, IRealtimeObserver observer, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return (await OpenAsync(tokens, cancellationToken).ConfigureAwait(false), tokens);
            }
            catch (RealtimeException error) when (error.IsTransient && DelayBefore(attempt) is { } delay)
            {
                logger.ConnectFailed(attempt, error.Message);
                observer.OnReconnecting(attempt);
                await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
                tokens = await settings.Tokens.GetAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Opens a socket in place of a lost one.</summary>
    /// <returns>The socket; or null and the error of the last attempt, if the policy ended the attempts.</returns>
    public async Task<((IRealtimeSocket Socket, SkapiTokens Tokens)? Opened, SkapiException? Error)> ReopenAsync(
        IRealtimeObserver observer, CancellationToken cancellationToken)
    {
        SkapiException? last = null;
        for (var attempt = 1; DelayBefore(attempt) is { } delay; attempt++)
        {
            observer.OnReconnecting(attempt);
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
            try
            {
                var tokens = await settings.Tokens.GetAsync(cancellationToken).ConfigureAwait(false);
                return ((await OpenAsync(tokens, cancellationToken).ConfigureAwait(false), tokens), null);
            }
            catch (SkapiException error)
            {
                last = error;
                logger.ReconnectFailed(attempt, error.Message);
                if (error.Code == SkapiErrorCode.InvalidToken)
                    observer.OnRefused(error);
            }
        }

        return (null, last);
    }

    private async Task<IRealtimeSocket> OpenAsync(SkapiTokens tokens, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(settings.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await sockets.OpenAsync(settings.Endpoint, tokens.AccessToken, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // A server may accept a connection and never respond.
            throw new RealtimeException(
                SkapiErrorCode.ConnectionFailed,
                $"The gateway at {settings.Endpoint} did not respond within {settings.ConnectTimeout.TotalSeconds} seconds.",
                isTransient: true,
                error);
        }
        catch (SkapiException error) when (error.Code == SkapiErrorCode.InvalidToken)
        {
            // The next attempt asks the app for new tokens.
            settings.Tokens.Forget(tokens);
            throw;
        }
        catch (Exception error) when (error is not SkapiException && !cancellationToken.IsCancellationRequested)
        {
            throw ConnectErrors.Unreachable($"The gateway at {settings.Endpoint}", OptionNames.WebSocketEndpoint, error);
        }
    }

    private TimeSpan? DelayBefore(int attempt)
    {
        try
        {
            return settings.Reconnect.NextDelay(attempt);
        }
        catch (Exception error)
        {
            // The policy is the app's. If it fails, there are no more attempts.
            logger.PolicyFailed(error);
            return null;
        }
    }
}
