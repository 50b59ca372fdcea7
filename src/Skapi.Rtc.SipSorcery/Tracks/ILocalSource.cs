using Skapi.Rtc.Media;

namespace Skapi.Rtc.SipSorcery.Tracks;

/// <summary>Where the frames of a local track come from.</summary>
internal interface ILocalSource : IDisposable
{
    /// <summary>The codecs that the source can give, in order of preference.</summary>
    IReadOnlyList<MediaCodec> Codecs { get; }

    /// <summary>Begins to give frames, until it is disposed.</summary>
    void Start(RtpSender sender);
}
