using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Runtime;

/// <summary>The installed GStreamer.</summary>
internal sealed class ElementRegistry : IElementRegistry
{
    // 1.22 brought sending with an error report to data channels, and transceivers that can be driven without a main loop.
    private const uint LeastMinor = 22;

    /// <inheritdoc/>
    public void Load()
    {
        try
        {
            if (Gst.Initialize() is { } reason)
                throw Errors.NotSupported($"GStreamer did not start: {reason}");

            Gst.Version(out var major, out var minor, out var micro, out _);
            if (major != 1 || minor < LeastMinor)
                throw Errors.NotSupported($"GStreamer {major}.{minor}.{micro} is installed, but its webrtcbin is too old: 1.{LeastMinor} or a later 1.x is needed.");
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            throw MissingParts.Libraries(exception);
        }
    }

    /// <inheritdoc/>
    public bool Has(string element) => Gst.HasElement(element);
}
