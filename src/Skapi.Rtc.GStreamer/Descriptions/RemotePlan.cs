using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.GStreamer.Descriptions;

/// <summary>A description of the other side that can be applied.</summary>
/// <param name="IsOffer">Whether it is an offer.</param>
/// <param name="Wire">The description.</param>
/// <param name="Native">The same description for webrtcbin.</param>
/// <param name="Map">The sections once it is applied.</param>
/// <param name="Transport">The lines that describe the other side's transport.</param>
internal sealed record RemotePlan(bool IsOffer, SdpDocument Wire, string Native, SectionMap Map, RemoteTransport Transport)
{
    /// <summary>The audio and video sections that are not rejected, with their indexes in webrtcbin.</summary>
    public IEnumerable<(int NativeIndex, SdpSection Section)> MediaSections
    {
        get
        {
            for (var i = 0; i < Wire.Sections.Count; i++)
            {
                if (Map.OfWire(i) is { IsMedia: true, IsRejected: false })
                    yield return (Map.Wire[i], Wire.Sections[i]);
            }
        }
    }
}
