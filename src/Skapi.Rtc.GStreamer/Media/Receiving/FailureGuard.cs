using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Media.Receiving;

/// <summary>
/// Stops errors of the elements after it from going back to the source of the media: a decoder or a file that fails would stop the tee,
/// and with it the whole transport. The error itself is reported on the bus.
/// </summary>
internal static class FailureGuard
{
    /// <summary>The name of its element.</summary>
    public const string Element = "errorignore";

    /// <summary>Creates one in a bin.</summary>
    public static nint Add(nint bin)
    {
        var guard = GstElement.Add(bin, Element);
        GObject.Set(guard, "ignore-error", true);
        GObject.Set(guard, "ignore-notnegotiated", true);
        GObject.Set(guard, "convert-to", "ok");
        return guard;
    }
}
