using Skapi.Protocol;

namespace Skapi.Rtc.Realtime;

/// <summary>
/// The user's tokens: asks the app for them, and keeps them until shortly before they expire. Safe to use from any thread.
/// </summary>
/// <param name="provider">The app's function that gets the tokens.</param>
/// <param name="time">The clock. The expiry of a token is a moment of the wall clock (RFC 7519, section 4.1.4).</param>
internal sealed class TokenCache(Func<CancellationToken, ValueTask<SkapiTokens>> provider, TimeProvider time) : IDisposable
{
    /// <summary>How long before they expire the tokens are replaced: enough for a request that is on its way.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _asking = new(1, 1);
    private SkapiTokens? _tokens;
    private DateTimeOffset _until;

    /// <summary>Gets tokens that have not expired.</summary>
    /// <exception cref="SkapiException"><c>INVALID_TOKEN</c>: the app's function returned null or threw.</exception>
    public async Task<SkapiTokens> GetAsync(CancellationToken cancellationToken)
    {
        await _asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_tokens is not null && time.GetUtcNow() < _until)
                return _tokens;

            var tokens = await AskAsync(cancellationToken).ConfigureAwait(false);
            _until = UsableUntil(tokens);
            return _tokens = tokens;
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>Forgets tokens that the service refused, so that the app is asked again.</summary>
    public void Forget(SkapiTokens refused) => Interlocked.CompareExchange(ref _tokens, null, refused);

    public void Dispose() => _asking.Dispose();

    private async Task<SkapiTokens> AskAsync(CancellationToken cancellationToken)
    {
        SkapiTokens? tokens;
        try
        {
            // The function is the app's: one that ignores its token must not block disposing the client.
            tokens = await provider(cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error) when (error is not SkapiException)
        {
            throw Unusable($"threw an exception: {error.Message}", error);
        }

        return tokens switch
        {
            null => throw Unusable("returned null. Return the user's tokens, or throw an exception that says why they are missing."),
            { AccessToken: null or "" } => throw Unusable($"returned tokens without an \"{nameof(SkapiTokens.AccessToken)}\"."),
            { IdToken: null or "" } => throw Unusable($"returned tokens without an \"{nameof(SkapiTokens.IdToken)}\"."),
            _ => tokens,
        };
    }

    /// <summary>Tokens are used once if the expiry of one of them is unknown.</summary>
    private static DateTimeOffset UsableUntil(SkapiTokens tokens)
    {
        if (JsonWebToken.ExpiryOf(tokens.AccessToken) is not { } access || JsonWebToken.ExpiryOf(tokens.IdToken) is not { } id)
            return DateTimeOffset.MinValue;

        var earliest = access < id ? access : id;
        return earliest - DateTimeOffset.UnixEpoch > Margin ? earliest - Margin : DateTimeOffset.MinValue;
    }

    private static SkapiException Unusable(string what, Exception? cause = null) =>
        new(SkapiErrorCode.InvalidToken, $"{OptionNames.Tokens} {what}", cause);
}
