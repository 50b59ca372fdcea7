using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Media.Receiving;

/// <summary>Passes what arrives at an appsink to handlers. An exception ends the branch.</summary>
internal abstract class FrameListener(Action<Exception> failed) : GstApp.ISampleListener
{
    private nint _caps;

    /// <inheritdoc/>
    public void OnSample(nint buffer, nint caps)
    {
        // Caps are immutable while they are shared, so the address tells whether they changed.
        if (caps != _caps)
        {
            _caps = caps;
            OnFormat(GstCaps.GetStructure(caps, 0));
        }

        using var mapping = GstBuffer.Read(buffer);
        OnFrame(buffer, mapping.Bytes);
    }

    /// <inheritdoc/>
    public void OnSampleFailed(Exception exception) => failed(exception);

    /// <summary>The format changed.</summary>
    protected virtual void OnFormat(nint structure)
    {
    }

    /// <summary>A frame came.</summary>
    protected abstract void OnFrame(nint buffer, ReadOnlySpan<byte> data);
}
