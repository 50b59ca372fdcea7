using Skapi.Rtc.Sdp;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Tests.Peer;

/// <summary>Exchanges descriptions between two peers, and returns what they say.</summary>
internal static class DescriptionExchange
{
    /// <summary>Offers and answers.</summary>
    public static async Task<(SdpDocument Offer, SdpDocument Answer)> NegotiateAsync(IRtcPeer from, IRtcPeer to) =>
        (await OfferAsync(from, to), await AnswerAsync(from, to));

    /// <summary>Sets an offer on both sides, after a change of its text.</summary>
    public static async Task<SdpDocument> OfferAsync(IRtcPeer from, IRtcPeer to, Func<string, string>? change = null)
    {
        var offer = await from.CreateOfferAsync();
        offer = offer with { Sdp = change?.Invoke(offer.Sdp) ?? offer.Sdp };
        await from.SetLocalDescriptionAsync(offer);
        await to.SetRemoteDescriptionAsync(offer);
        return SdpDocument.Parse(offer.Sdp);
    }

    /// <summary>Sets an answer on both sides. The offerer gets a changed text.</summary>
    public static async Task<SdpDocument> AnswerAsync(IRtcPeer from, IRtcPeer to, Func<string, string>? change = null)
    {
        var answer = await to.CreateAnswerAsync();
        await to.SetLocalDescriptionAsync(answer);
        answer = answer with { Sdp = change?.Invoke(answer.Sdp) ?? answer.Sdp };
        await from.SetRemoteDescriptionAsync(answer);
        return SdpDocument.Parse(answer.Sdp);
    }
}
