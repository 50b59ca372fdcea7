namespace Skapi.Rtc;

/// <summary>What a signed-in user proves itself with: two JSON Web Tokens of the service's user pool.</summary>
/// <param name="AccessToken">Opens the realtime connection and signs joining and signalling.</param>
/// <param name="IdToken">Signs posts and the questions who is there.</param>
public sealed record SkapiTokens(string AccessToken, string IdToken)
{
    /// <summary>Always the same tokens: for programs that end before they expire.</summary>
    public static Func<CancellationToken, ValueTask<SkapiTokens>> Fixed(string accessToken, string idToken)
    {
        var tokens = new SkapiTokens(accessToken, idToken);
        return _ => ValueTask.FromResult(tokens);
    }

    /// <summary>Tells nothing of the tokens: they must not end up in a log.</summary>
    public override string ToString() => nameof(SkapiTokens);
}
