using Skapi.Protocol;

namespace Skapi.Realtime.Gateway.Tokens;

/// <summary>
/// Verifies the tokens in the frames of one connection: each must belong to the user of the connection. The last valid token of each
/// kind stays valid for this connection after it has expired, because a call can last longer than the token that it began with.
/// </summary>
internal sealed class FrameTokens(RealtimeUser user, string connectionToken, TokenValidator validator)
{
    // A client uses two at a time, its access token and its id token, and replaces them when it refreshes.
    private KnownToken _accessToken = new(connectionToken);
    private KnownToken? _postToken;

    /// <summary>Cuts a known token off the end of a frame, so that it need not be decoded.</summary>
    /// <returns>The token, to be passed to <see cref="CheckAsync"/>; or null if the frame is unchanged.</returns>
    public KnownToken? CutKnown(ref Memory<byte> frame)
    {
        if (_postToken?.TryCut(ref frame) == true)
            return _postToken;
        return _accessToken.TryCut(ref frame) ? _accessToken : null;
    }

    /// <summary>Verifies a frame's token.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="known">The token that was cut off it, or null.</param>
    /// <returns>What is wrong with the token, or null if it is valid or the frame needs none.</returns>
    public ValueTask<string?> CheckAsync(ClientFrame frame, KnownToken? known) => frame switch
    {
        ClientFrame.JoinRoom join => CheckAccessAsync(join.Token, known),
        ClientFrame.Rtc signal => CheckAccessAsync(signal.Token, known),
        ClientFrame.Broadcast post => CheckPostAsync(post.Token, known),
        ClientFrame.SendMessage post => CheckPostAsync(post.Token, known),
        _ => new((string?)null),
    };

    private ValueTask<string?> CheckAccessAsync(string token, KnownToken? known)
    {
        if (known == _accessToken)
            return new((string?)null);
        // The known token can be the other one with the same text, if a client uses one token for all frames.
        var text = known?.ToString() ?? token;
        return _accessToken.Is(text) ? new((string?)null) : CheckNewAccessAsync(text);
    }

    private async ValueTask<string?> CheckNewAccessAsync(string token)
    {
        var refusal = await CheckNewAsync(token).ConfigureAwait(false);
        if (refusal is null)
            _accessToken = new KnownToken(token);
        return refusal;
    }

    private ValueTask<string?> CheckPostAsync(string token, KnownToken? known)
    {
        if (known is not null && known == _postToken)
            return new((string?)null);
        var text = known?.ToString() ?? token;
        return _postToken?.Is(text) == true ? new((string?)null) : CheckNewPostAsync(text);
    }

    private async ValueTask<string?> CheckNewPostAsync(string text)
    {
        if (!PostToken.TryParse(text, out var post))
            return "It begins with “IdT:” but is not “IdT:<service>:<owner>:<id token>”.";
        if (post.Service is not null && !user.Scope.Matches(post.Service, post.Owner!))
            return "It names a service or owner that is not the connection's.";
        var refusal = await CheckNewAsync(post.Token).ConfigureAwait(false);
        if (refusal is null)
            _postToken = new KnownToken(text);
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
