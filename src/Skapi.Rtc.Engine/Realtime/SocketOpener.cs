using Microsoft.Extensions.Logging;
using Skapi.Protocol;

namespace Skapi.Rtc.Realtime;

/// <summary>Opens sockets: asks for tokens, limits the time of an attempt, and repeats it as the reconnect policy says.</summary>
internal sealed class SocketOpener(
    RealtimeSettings settings, IRealtimeSocketFactory sockets, NetworkChanges network, TimeProvider time, ILogger logger)
{
    /// <summary>
    /// The maximum delay of an attempt that a change of the network causes. Each client waits for a random part of it, so that the clients
    /// of one machine do not all connect at the same moment.
    /// </summary>
    public static readonly TimeSpan Spread = TimeSpan.FromSeconds(1);

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

    /// <summary>
    /// Opens a socket in place of a lost one. Attempts start again from the first, and soon, when this machine has another address: the
    /// policy's delays are for a network that stays as it is.
    /// </summary>
    /// <param name="isAddressLost">Whether the socket was lost with the address that it used.</param>
    /// <param name="observer">Learns of each attempt.</param>
    /// <param name="cancellationToken">Cancels the attempts.</param>
    /// <returns>The socket; or null and the error of the last attempt, if the policy ended the attempts.</returns>
    public async Task<((IRealtimeSocket Socket, SkapiTokens Tokens)? Opened, SkapiException? Error)> ReopenAsync(
        bool isAddressLost, IRealtimeObserver observer, CancellationToken cancellationToken)
    {
        SkapiException? last = null;
        var known = network.FindAddresses();
        var isSoon = isAddressLost;
        for (var attempt = 1; DelayBefore(attempt) is { } delay; attempt++)
        {
            observer.OnReconnecting(attempt);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var moving = network.WaitForNewAddressAsync(known, ending.Token);
            var opening = OpenAfterAsync(isSoon ? Soonest(delay) : delay, ending.Token);
            isSoon = await Task.WhenAny(opening, moving).ConfigureAwait(false) == moving;
            try
            {
                // An attempt from an address that is gone would take until its time-out.
                if (isSoon)
                    await ending.CancelAsync().ConfigureAwait(false);
                return (await opening.ConfigureAwait(false), null);
            }
            catch (Exception error) when (
                isSoon && error is OperationCanceledException or SkapiException && !cancellationToken.IsCancellationRequested)
            {
                known = network.FindAddresses();
                attempt = 0;
            }
            catch (SkapiException error)
            {
                last = error;
                logger.ReconnectFailed(attempt, error.Message);
                if (error.Code == SkapiErrorCode.InvalidToken)
                    observer.OnRefused(error);
            }
            finally
            {
                await ending.CancelAsync().ConfigureAwait(false);
                await moving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return (null, last);
    }

    private TimeSpan Soonest(TimeSpan delay)
    {
        var soon = TimeSpan.FromMilliseconds(settings.Random.Next(1, (int)Spread.TotalMilliseconds));
        return soon < delay ? soon : delay;
    }

    private async Task<(IRealtimeSocket Socket, SkapiTokens Tokens)> OpenAfterAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
        var tokens = await settings.Tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        return (await OpenAsync(tokens, cancellationToken).ConfigureAwait(false), tokens);
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
