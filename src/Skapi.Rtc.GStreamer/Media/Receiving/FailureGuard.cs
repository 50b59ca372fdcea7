using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Media.Receiving;

/// <summary>
/// Keeps a failure of what comes after it from going back to where the media come from: a decoder or a file that fails would stop the
/// tee, and with it the whole transport. The failure itself is reported on the bus.
/// </summary>
internal static class FailureGuard
{
    /// <summary>The element that it is made of.</summary>
    public const string Element = "errorignore";

    /// <summary>Makes one in a bin.</summary>
    public static nint Add(nint bin)
    {
        var guard = GstElement.Add(bin, Element);
        GObject.Set(guard, "ignore-error", true);
        GObject.Set(guard, "ignore-notnegotiated", true);
        GObject.Set(guard, "convert-to", "ok");
        return guard;
    }
}
