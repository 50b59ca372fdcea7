using Skapi.Protocol;
using Skapi.Protocol.Json;

namespace Skapi.Rtc.Realtime;

/// <summary>
/// The private post with which two peers of this toolkit find each other after both have lost their sockets. Neither knows the other's new
/// cid, but the user id stays, and a gateway delivers a post with the cid of its sender. The post names the call and nothing else.
/// </summary>
internal static class Introduction
{
    private static ReadOnlySpan<byte> Member => "#rtc_call"u8;

    /// <summary>Creates the frame.</summary>
    /// <param name="userId">The other side's user.</param>
    /// <param name="callId">The call.</param>
    /// <param name="signature">The token of a post.</param>
    public static ClientFrame To(string userId, string callId, string signature) => new ClientFrame.SendMessage
    {
        UserId = userId,
        Content = RawJson.Parse($$"""{"#rtc_call":{{RawJson.FromString(callId)}}}"""),
        Notification = "",
        NotificationConfig = new NotificationConfig(),
        Token = signature,
    };

    /// <summary>The call that a private post names, or null if the post is not an introduction.</summary>
    public static string? CallOf(RawJson? content)
    {
        if (content is not { Kind: System.Text.Json.JsonValueKind.Object } json)
            return null;

        var reader = new JsonReader(json.Utf8.Span);
        reader.ReadObjectStart();
        while (reader.ReadMember(out var name))
        {
            var isIntroduction = name.SequenceEqual(Member);
            var value = reader.ReadRaw();
            if (isIntroduction)
                return value.TryGetString(out var callId) ? callId : null;
        }

        return null;
    }
}
