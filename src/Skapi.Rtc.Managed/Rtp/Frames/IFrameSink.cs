namespace Skapi.Rtc.Managed.Rtp.Frames;

/// <summary>Receives the frames that were put together from packets.</summary>
internal interface IFrameSink
{
    /// <summary>A frame is complete.</summary>
    /// <param name="frame">Its bytes. They are valid during the call only.</param>
    /// <param name="timestamp">Its RTP time stamp.</param>
    /// <param name="isKeyFrame">Whether decoding can begin here.</param>
    /// <returns>False if the frame was dropped, so that the following ones cannot be decoded.</returns>
    bool OnFrame(ReadOnlySpan<byte> frame, uint timestamp, bool isKeyFrame);

    /// <summary>A frame was dropped, because it or one that it needs is not complete. A key frame is needed.</summary>
    void OnFrameDropped();
}
