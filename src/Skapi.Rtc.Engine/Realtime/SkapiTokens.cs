namespace Skapi.Rtc.Realtime;

/// <summary>The credentials of a signed-in user: two JSON Web Tokens of the service's user pool.</summary>
/// <param name="AccessToken">Opens the realtime connection, and signs joining and signalling.</param>
/// <param name="IdToken">Signs posts and the requests for users and groups.</param>
public sealed record SkapiTokens(string AccessToken, string IdToken)
{
    /// <summary>Always returns the same tokens, for programs that end before the tokens expire.</summary>
    public static Func<CancellationToken, ValueTask<SkapiTokens>> Fixed(string accessToken, string idToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(accessToken);
        ArgumentException.ThrowIfNullOrEmpty(idToken);
        var tokens = new SkapiTokens(accessToken, idToken);
        return _ => ValueTask.FromResult(tokens);
    }

    /// <summary>Only the name of the type, so that the tokens do not reach a log.</summary>
    public override string ToString() => nameof(SkapiTokens);
}
