using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Media.Receiving;

/// <summary>Passes encoded frames from an appsink to handlers.</summary>
internal sealed class EncodedListener(MediaCodec codec, TrackClock clock, FrameHandlers<EncodedFrame> handlers, Action<Exception> failed)
    : FrameListener(failed)
{
    /// <inheritdoc/>
    protected override void OnFrame(nint buffer, ReadOnlySpan<byte> data)
    {
        var time = clock.TimeOf(buffer);
        if (handlers.Any)
            handlers.Invoke(new EncodedFrame(codec, data, time, !GstBuffer.IsDelta(buffer)));
    }
}
