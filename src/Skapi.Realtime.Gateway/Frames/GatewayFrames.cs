using System.Globalization;
using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Wire;

namespace Skapi.Realtime.Gateway.Frames;

/// <summary>Creates the frames that the gateway sends.</summary>
internal static class GatewayFrames
{
    public static GatewayFrame Message(Connection sender, RawJson? content) => new()
    {
        Message = content ?? default(RawJson),
        UserId = sender.User.UserId,
        SenderCid = sender.Cid,
        SenderGroup = sender.Group,
    };

    public static GatewayFrame Private(Connection sender, RawJson? content) => new()
    {
        Private = content ?? default(RawJson),
        UserId = sender.User.UserId,
        SenderCid = sender.Cid,
    };

    public static GatewayFrame Rtc(Connection sender, RawJson content) => new()
    {
        Rtc = content,
        UserId = sender.User.UserId,
        SenderCid = sender.Cid,
    };

    /// <summary>Creates a post of the app: to a group, or to a user or connection if the group is null.</summary>
    public static GatewayFrame AppPost(string sender, RawJson content, string? group) => group is null
        ? new() { Private = content, UserId = sender }
        : new() { Message = content, UserId = sender, SenderGroup = group };

    /// <summary>Creates a notice with the published service's words, because apps test the text.</summary>
    public static GatewayFrame Notice(NoticeCode code, Connection subject, string group) =>
        Notice(code, subject.User.UserId, subject.Cid, group);

    /// <inheritdoc cref="Notice(NoticeCode, Connection, string)"/>
    public static GatewayFrame Notice(NoticeCode code, string userId, string cid, string group) => new()
    {
        Notice = RawJson.FromString($"User \"{userId}\" has {Verb(code)}."),
        UserId = userId,
        SenderCid = cid,
        SenderGroup = group,
        Code = code.Value,
    };

    public static GatewayFrame Error(SkapiErrorCode code, string text) => new()
    {
        Error = RawJson.FromString(text),
        Code = code.Value,
    };

    /// <summary>Creates the answer to a frame that was refused because of a limit.</summary>
    /// <param name="retryAfter">How long the client should wait. Rounded up to whole seconds.</param>
    public static GatewayFrame TooManyRequests(TimeSpan retryAfter)
    {
        var seconds = (uint)Math.Clamp(Math.Ceiling(retryAfter.TotalSeconds), 1, uint.MaxValue);
        var text = string.Create(
            CultureInfo.InvariantCulture, $"The frame was not sent because a rate limit is reached. Retry after {seconds} seconds.");
        return Error(SkapiErrorCode.TooManyRequests, text) with { RetryAfter = seconds };
    }

    /// <summary>Creates the answer to a frame that needs other gateways while they cannot be reached.</summary>
    public static GatewayFrame Unavailable(TimeSpan retryAfter) =>
        Error(SkapiErrorCode.ConnectionFailed, "The frame was not handled, because the gateway cannot reach the other gateways.")
            with { RetryAfter = (uint)retryAfter.TotalSeconds };

    /// <summary>Encodes a frame as it goes over the wire: see <see cref="WebSocketFrame"/>.</summary>
    public static byte[] ToWire(GatewayFrame frame)
    {
        // The length must be known before the header can be written.
        using var encoded = new PooledBufferWriter();
        JsonCodec.Encode(frame, encoded);
        return ToWire(encoded.WrittenSpan);
    }

    /// <summary>Converts an encoded frame to the form in which it goes over the wire.</summary>
    public static byte[] ToWire(ReadOnlySpan<byte> frame)
    {
        var wire = WebSocketFrame.CreateText(PercentEscaping.LengthOf(frame), out var text);
        PercentEscaping.Escape(frame, text);
        return wire;
    }

    private static string Verb(NoticeCode code) => code.Known switch
    {
        NoticeCode.Values.UserJoined => "joined the message group",
        NoticeCode.Values.UserLeft => "left the message group",
        NoticeCode.Values.UserDisconnected => "been disconnected",
        _ => throw new ArgumentOutOfRangeException(
            nameof(code), code, "The code must be USER_JOINED, USER_LEFT or USER_DISCONNECTED."),
    };
}
