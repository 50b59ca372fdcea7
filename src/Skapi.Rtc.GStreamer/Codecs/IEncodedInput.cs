using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Codecs;

/// <summary>Takes an encoded frame of a source.</summary>
/// <param name="frame">The frame.</param>
/// <param name="offset">How far the source's time is from the track's; null before its first frame.</param>
internal delegate void EncodedFrameHandler(EncodedFrame frame, ref TimeSpan? offset);

/// <summary>A source of encoded frames. Disposing waits until no further frame comes.</summary>
internal interface IEncodedInput : IDisposable
{
    /// <summary>Begins to give frames.</summary>
    void Start();

    /// <summary>Gives silence or black, or the source again.</summary>
    void SetMuted(bool muted);

    /// <summary>Asks for a key frame.</summary>
    void RequestKeyFrame();

    /// <summary>Encodes for a rate. Null if it is not known, which changes nothing.</summary>
    void SetTargetBitrate(long? bitsPerSecond);
}
