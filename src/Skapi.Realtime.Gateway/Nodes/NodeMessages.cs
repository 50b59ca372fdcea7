using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Frames;

namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>Encodes and decodes what nodes send each other.</summary>
internal static class NodeMessages
{
    /// <summary>
    /// The version of what nodes send each other and have in the store. Change it if an older node could misunderstand, or leaves out
    /// something on which others rely.
    /// </summary>
    public const byte Version = 2;

    public static byte[] Post(GatewayFrame frame, string? trace) => Encode(new NodeMessage.Post { Frame = ToJson(frame) }, trace);

    public static byte[] Notice(NoticeCode code, Connection subject) =>
        Encode(new NodeMessage.Notice { Code = code.Value, Cid = subject.Cid, UserId = subject.User.UserId });

    public static byte[] Direct(
        GatewayFrame frame, IEnumerable<string> cids, string? trace, Connection? sender = null, bool isOffer = false) =>
        Encode(
            new NodeMessage.Direct
            {
                Cids = cids.ToEquatableArray(),
                Frame = ToJson(frame),
                Sender = sender is null ? null : ToSender(sender, isOffer),
            },
            trace);

    public static byte[] Disconnect(IEnumerable<string> cids, string? trace) =>
        Encode(new NodeMessage.Disconnect { Cids = cids.ToEquatableArray() }, trace);

    /// <summary>The messages about a connection that joins a group.</summary>
    public static JoinMessages Join(Connection subject) => new(
        Notice(NoticeCode.UserJoined, subject), Notice(NoticeCode.UserLeft, subject), Notice(NoticeCode.UserDisconnected, subject));

    /// <summary>Decodes a message of another node.</summary>
    /// <param name="bytes">The message.</param>
    /// <param name="trace">The <c>traceparent</c> of its sender, or null.</param>
    /// <param name="error">Why it cannot be decoded, or null.</param>
    /// <returns>Null if it is not a message of this version.</returns>
    public static NodeMessage? TryDecode(ReadOnlySpan<byte> bytes, out string? trace, out string? error)
    {
        error = null;
        if (!MessagePackCodec.TryDecode<NodeEnvelope>(bytes, out var envelope, out var decodeError))
            error = decodeError.ToString();
        else if (envelope.Version != Version)
            error = $"The version is {envelope.Version}; this gateway understands version {Version}.";
        trace = error is null ? envelope!.Trace : null;
        return error is null ? envelope!.Message : null;
    }

    /// <summary>Converts a frame out of a message to the form that goes over the wire.</summary>
    public static byte[] ToWire(RawJson frame) => GatewayFrames.ToWire(frame.Utf8.Span);

    /// <summary>Reads the node out of a cid.</summary>
    /// <returns>Null if the cid cannot be one of a node. A client can send any text.</returns>
    public static string? NodeOf(string cid)
    {
        var dot = cid.IndexOf('.', StringComparison.Ordinal);
        return dot == NodeId.Length && NodeId.IsValid(cid.AsSpan(0, dot)) ? cid[..dot] : null;
    }

    private static RawJson ToJson(GatewayFrame frame) => RawJson.FromUtf8(JsonCodec.EncodeToUtf8(frame));

    private static NodeSender ToSender(Connection sender, bool isOffer)
    {
        var (service, owner) = sender.User.Scope;
        return new NodeSender { Cid = sender.Cid, Service = service, Owner = owner, IsOffer = isOffer };
    }

    private static byte[] Encode(NodeMessage message, string? trace = null) =>
        MessagePackCodec.Encode(new NodeEnvelope { Version = Version, Message = message, Trace = trace });
}
