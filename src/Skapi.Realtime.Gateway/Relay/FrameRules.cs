using Skapi.Protocol;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Frames;
using Skapi.Realtime.Gateway.Json;

namespace Skapi.Realtime.Gateway.Relay;

/// <summary>What makes a frame invalid, and the answers to such frames. Every relay has the same rules.</summary>
internal static class FrameRules
{
    /// <summary>Checks a frame that asks for a group.</summary>
    /// <returns>The answer to an invalid frame, or null.</returns>
    public static GatewayFrame? CheckJoin(string group, SkapiRealtimeOptions options) =>
        group.Length > 0 && group.Length <= options.MaxGroupNameLength
            ? null
            : GatewayFrames.Error(
                SkapiErrorCode.InvalidParameter,
                $"joinRoom: the group's name has {group.Length} characters; it must have 1 to {options.MaxGroupNameLength}.") with
            {
                SenderGroup = group,
            };

    /// <inheritdoc cref="CheckJoin"/>
    public static GatewayFrame? CheckBroadcast(Connection sender, ClientFrame.Broadcast frame)
    {
        if (Notification.Check(frame.Notification) is { } wrong)
            return GatewayFrames.Error(SkapiErrorCode.InvalidParameter, $"broadcast: {wrong}");
        return sender.Group == frame.Group
            ? null
            : GatewayFrames.Error(
                SkapiErrorCode.InvalidRequest,
                $"broadcast: this connection has not joined the group {Quote.Short(frame.Group)}. Join it first.");
    }

    /// <inheritdoc cref="CheckJoin"/>
    public static GatewayFrame? CheckSendMessage(ClientFrame.SendMessage frame) =>
        Notification.Check(frame.Notification) is { } wrong
            ? GatewayFrames.Error(SkapiErrorCode.InvalidParameter, $"sendMessage: {wrong}")
            : null;

    /// <summary>Reads the cid out of a frame with a signal.</summary>
    /// <returns>The answer to an invalid frame, or null.</returns>
    public static GatewayFrame? CheckSignal(ClientFrame.Rtc frame, out string cid)
    {
        var isCid = frame.Cid.StartsWith(ConnectionId.Prefix, StringComparison.Ordinal);
        cid = isCid ? frame.Cid[ConnectionId.Prefix.Length..] : "";
        return isCid
            ? null
            : GatewayFrames.Error(
                SkapiErrorCode.InvalidParameter,
                $"rtc: the recipient is {Quote.Short(frame.Cid)}; it must be a cid, which begins with “cid:”.");
    }

    /// <summary>Whether a signal is answered if its recipient is not connected.</summary>
    /// <remarks>Many candidates follow an offer. One answer, to the offer, tells the caller everything.</remarks>
    public static bool IsOffer(ClientFrame.Rtc frame) => JsonGuard.HasMember(frame.Content, "sdpoffer"u8);

    /// <summary>Creates the answer to an offer to a connection that does not exist.</summary>
    public static GatewayFrame UnknownCid(string cid) =>
        GatewayFrames.Error(SkapiErrorCode.NotExists, $"rtc: there is no connection with the cid {Quote.Short(cid)}.") with
        {
            SenderCid = cid,
        };

    /// <summary>Creates the answer to a post to a user who is not connected.</summary>
    public static GatewayFrame UnknownUser(string userId) =>
        GatewayFrames.Error(SkapiErrorCode.NotExists, $"sendMessage: the user {Quote.Short(userId)} is not connected.") with
        {
            UserId = userId,
        };

    /// <summary>Creates the answer to a frame with an action that does not exist.</summary>
    public static GatewayFrame UnknownAction(ClientFrame frame) => GatewayFrames.Error(
        SkapiErrorCode.InvalidParameter,
        $"“action” is {Quote.Short(frame.Action)}; it must be joinRoom, broadcast, sendMessage, rtc or keepAlive.");
}
