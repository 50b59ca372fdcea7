using Skapi.Protocol;

namespace Skapi.Realtime.Gateway.Tokens;

/// <summary>
/// Checks the tokens in one connection's frames: each must be a token of the connection's own user. The one of its kind that this
/// connection showed last is known to be good and stays so, as the connection itself does: a call outlives the token it began with.
/// </summary>
internal sealed class FrameTokens(RealtimeUser user, string connectionToken, TokenValidator validator)
{
    // A client shows two at a time, its access token and its id token, and new ones when it has refreshed them.
    private string _accessToken = connectionToken;
    private string? _postToken;

    /// <summary>Checks a frame's token.</summary>
    /// <returns>What is wrong with it; null when it is good or the frame needs none.</returns>
    public ValueTask<string?> CheckAsync(ClientFrame frame) => frame switch
    {
        ClientFrame.JoinRoom join => CheckAccessAsync(join.Token),
        ClientFrame.Rtc signal => CheckAccessAsync(signal.Token),
        ClientFrame.Broadcast post => CheckPostAsync(post.Token),
        ClientFrame.SendMessage post => CheckPostAsync(post.Token),
        _ => new((string?)null),
    };

    private async ValueTask<string?> CheckAccessAsync(string token)
    {
        if (token == _accessToken)
            return null;
        var refusal = await CheckNewAsync(token).ConfigureAwait(false);
        if (refusal is null)
            _accessToken = token;
        return refusal;
    }

    private async ValueTask<string?> CheckPostAsync(string text)
    {
        if (text == _postToken)
            return null;
        if (!PostToken.TryParse(text, out var post))
            return "It begins with “IdT:” and is not “IdT:<service>:<owner>:<id token>”.";
        if (post.Service is not null && !user.Scope.Matches(post.Service, post.Owner!))
            return "It names another service or owner than the connection's.";
        var refusal = await CheckNewAsync(post.Token).ConfigureAwait(false);
        if (refusal is null)
            _postToken = text;
        return refusal;
    }

    private async ValueTask<string?> CheckNewAsync(string token)
    {
        var result = await validator.ValidateAsync(token).ConfigureAwait(false);
        if (!result.IsValid)
            return result.Refusal;
        return result.User == user ? null : "It is another user's token than the connection's.";
    }
}
