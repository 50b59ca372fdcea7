using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Media.Receiving;

/// <summary>Passes decoded video from an appsink to handlers.</summary>
internal sealed class VideoListener(TrackClock clock, FrameHandlers<VideoFrame> handlers, Action<Exception> failed) : FrameListener(failed)
{
    private int _width;
    private int _height;

    /// <inheritdoc/>
    protected override void OnFormat(nint structure)
    {
        _width = GstStructure.GetInt(structure, "width") ?? 0;
        _height = GstStructure.GetInt(structure, "height") ?? 0;
    }

    /// <inheritdoc/>
    protected override void OnFrame(nint buffer, ReadOnlySpan<byte> data)
    {
        var time = clock.TimeOf(buffer);
        if (handlers.Any)
            handlers.Invoke(new VideoFrame(_width, _height, I420Layout.Tighten(_width, _height, data), time));
    }
}
