using Skapi.Protocol;
using Skapi.Protocol.Json;

namespace Skapi.Rtc.Realtime;

/// <summary>Puts signals into the frames that carry them.</summary>
internal static class SignalFrames
{
    public static ClientFrame To(string cid, Signal signal, SkapiTokens tokens) => new ClientFrame.Rtc
    {
        Cid = cid,
        Content = RawJson.FromUtf8(JsonCodec.EncodeToUtf8(signal)),
        Token = tokens.AccessToken,
    };
}
