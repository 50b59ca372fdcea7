using Skapi.Rtc.GStreamer.Installation;
using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Runtime;

/// <summary>The installed GStreamer.</summary>
internal sealed class ElementRegistry : IElementRegistry
{
    // Since 1.22 sending on a data channel reports errors, and transceivers work without a main loop.
    private const uint MinMinor = 22;

    /// <inheritdoc/>
    public void Load()
    {
        try
        {
            if (Gst.Initialize() is { } reason)
                throw SkapiException.NotSupported($"GStreamer could not be initialized: {reason}");

            Gst.Version(out var major, out var minor, out var micro, out _);
            if (major != 1 || minor < MinMinor)
                throw SkapiException.NotSupported(
                    $"GStreamer {major}.{minor}.{micro} is installed, but its webrtcbin is too old. Install 1.{MinMinor} or a later 1.x.");
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            throw MissingParts.Libraries(exception);
        }
    }

    /// <inheritdoc/>
    public bool Has(string element) => Gst.HasElement(element);
}
