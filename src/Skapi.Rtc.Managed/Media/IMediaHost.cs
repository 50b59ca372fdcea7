using Skapi.Rtc.Media;

namespace Skapi.Rtc.Managed.Media;

/// <summary>Receives what media sections report. It is called under the peer's lock and must not block.</summary>
internal interface IMediaHost
{
    /// <summary>The current time, for reports to the other side.</summary>
    DateTimeOffset UtcNow { get; }

    /// <summary>A frame of the other side is complete.</summary>
    /// <param name="transceiver">The section that it belongs to.</param>
    /// <param name="codec">Its codec.</param>
    /// <param name="frame">Its bytes. They are valid during the call only.</param>
    /// <param name="timestamp">When it is shown or heard, since the stream began.</param>
    /// <param name="isKeyFrame">Whether decoding can begin here.</param>
    /// <returns>False if it is dropped because too many frames wait for the app.</returns>
    bool OnFrame(Transceiver transceiver, MediaCodec codec, ReadOnlySpan<byte> frame, TimeSpan timestamp, bool isKeyFrame);

    /// <summary>Media were measured, for the metrics. The listeners of the app are called later, not under the lock.</summary>
    void OnMeasured(MediaMeasurements measured);

    /// <summary>The other side needs a key frame of what this side sends.</summary>
    void OnKeyFrameNeeded(Transceiver transceiver);

    /// <summary>The path carries another rate than before, so what this side sends is to be encoded for it.</summary>
    /// <param name="transceiver">The section.</param>
    /// <param name="bitsPerSecond">The bits a second of what it encodes, or null if they are not known or nothing is sent.</param>
    void OnTargetBitrate(Transceiver transceiver, long? bitsPerSecond);
}
