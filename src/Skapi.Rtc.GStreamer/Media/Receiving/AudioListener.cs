using System.Runtime.InteropServices;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Media.Receiving;

/// <summary>Passes decoded audio from an appsink to handlers.</summary>
internal sealed class AudioListener(TrackClock clock, FrameHandlers<AudioFrame> handlers, Action<Exception> failed) : FrameListener(failed)
{
    private int _sampleRate;
    private int _channels;

    /// <inheritdoc/>
    protected override void OnFormat(nint structure)
    {
        _sampleRate = GstStructure.GetInt(structure, "rate") ?? 0;
        _channels = GstStructure.GetInt(structure, "channels") ?? 0;
    }

    /// <inheritdoc/>
    protected override void OnFrame(nint buffer, ReadOnlySpan<byte> data)
    {
        var time = clock.TimeOf(buffer);
        if (handlers.Any)
            handlers.Invoke(new AudioFrame(_sampleRate, _channels, MemoryMarshal.Cast<byte, short>(data), time));
    }
}
