using Skapi.Protocol;

namespace Skapi.Realtime.Gateway.Tokens;

/// <summary>
/// Verifies the tokens in the frames of one connection: each must belong to the user of the connection. The last valid token of each
/// kind stays valid for this connection after it has expired, because a call can last longer than the token that it began with.
/// </summary>
internal sealed class FrameTokens(RealtimeUser user, string connectionToken, TokenValidator validator)
{
    // A client uses two at a time, its access token and its id token, and replaces them when it refreshes.
    private string _accessToken = connectionToken;
    private string? _postToken;

    /// <summary>Verifies a frame's token.</summary>
    /// <returns>What is wrong with the token, or null if it is valid or the frame needs none.</returns>
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
            return "It begins with “IdT:” but is not “IdT:<service>:<owner>:<id token>”.";
        if (post.Service is not null && !user.Scope.Matches(post.Service, post.Owner!))
            return "It names a service or owner that is not the connection's.";
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
        return result.User == user ? null : "It belongs to a user who is not the connection's.";
    }
}
