using Skapi.Protocol;
using Skapi.Protocol.Json;

namespace Skapi.Rtc.Realtime;

/// <summary>Creates the frames that carry signals.</summary>
internal static class SignalFrames
{
    public static ClientFrame To(string cid, Signal signal, SkapiTokens tokens) => new ClientFrame.Rtc
    {
        Cid = cid,
        Content = RawJson.FromUtf8(JsonCodec.EncodeToUtf8(signal)),
        Token = tokens.AccessToken,
    };
}
