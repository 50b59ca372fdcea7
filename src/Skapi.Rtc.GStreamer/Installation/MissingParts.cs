using System.Collections.Frozen;

namespace Skapi.Rtc.GStreamer.Installation;

/// <summary>Which Debian package contains which element, and the errors that name the packages to install.</summary>
internal static class MissingParts
{
    private const string Core = "libgstreamer1.0-0";
    private const string Base = "gstreamer1.0-plugins-base";
    private const string Good = "gstreamer1.0-plugins-good";
    private const string Bad = "gstreamer1.0-plugins-bad";
    private const string Nice = "gstreamer1.0-nice";

    // The packages of the libraries that the bindings call.
    private static readonly string[] LibraryPackages = [Core, "libgstreamer-plugins-base1.0-0", "libgstreamer-plugins-bad1.0-0"];

    private static readonly FrozenDictionary<string, string> Packages = Table(
        (Core, ["capsfilter", "fakesink", "filesink", "filesrc", "funnel", "identity", "queue", "tee", "valve"]),
        (Base,
        [
            "appsrc", "appsink", "audioconvert", "audioresample", "audiotestsrc", "decodebin", "opusdec", "opusenc", "videoconvert",
            "videoscale", "videotestsrc", "volume",
        ]),
        (Good,
        [
            "alawdec", "alawenc", "matroskamux", "mulawdec", "mulawenc", "rtpbin", "rtph264depay", "rtph264pay", "rtpopusdepay",
            "rtpopuspay", "rtppcmadepay", "rtppcmapay", "rtppcmudepay", "rtppcmupay", "rtpvp8depay", "rtpvp8pay", "videobalance",
            "vp8dec", "vp8enc", "webmmux",
        ]),
        (Bad,
        [
            "dtlsenc", "dtlsdec", "dtlssrtpenc", "dtlssrtpdec", "errorignore", "h264parse", "openh264dec", "opusparse", "sctpenc",
            "sctpdec", "srtpenc", "srtpdec", "webrtcbin",
        ]),
        (Nice, ["nicesink", "nicesrc"]));

    /// <summary>The elements of every peer connection.</summary>
    public static IReadOnlyList<string> Peer { get; } =
    [
        "webrtcbin", "nicesrc", "nicesink", "dtlsenc", "dtlsdec", "dtlssrtpenc", "dtlssrtpdec", "srtpenc", "srtpdec", "sctpenc", "sctpdec",
        "rtpbin", "capsfilter", "errorignore", "fakesink", "funnel", "queue", "tee", "valve",
    ];

    /// <summary>Throws if elements are not installed.</summary>
    /// <exception cref="SkapiException">
    /// <c>NOT_SUPPORTED</c>: one or more are missing; the message names them and their packages.
    /// </exception>
    public static void Check(IElementRegistry registry, params IEnumerable<string> elements)
    {
        var missing = elements.Where(element => !registry.Has(element)).Distinct(StringComparer.Ordinal).ToArray();
        if (missing.Length > 0)
            throw Elements(missing);
    }

    /// <summary>Creates the error for an element that is not installed.</summary>
    public static SkapiException Element(string element) => Elements(element);

    /// <summary>Creates the error for a machine without GStreamer.</summary>
    public static SkapiException Libraries(Exception cause) => SkapiException.NotSupported(
        "The GStreamer transport needs GStreamer, which is not installed. " + HowToInstall([.. LibraryPackages, Base, Good, Bad, Nice]),
        cause);

    private static SkapiException Elements(params string[] elements)
    {
        var names = string.Join(", ", elements.Select(element => $"{element} ({PackageOf(element) ?? "package unknown"})"));
        var packages = elements.Select(PackageOf).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var text = $"GStreamer is installed, but plugins are missing: {names}.";
        return SkapiException.NotSupported(packages.Length == 0 ? text : $"{text} {HowToInstall(packages)}");
    }

    private static string? PackageOf(string element) => Packages.GetValueOrDefault(element);

    private static string HowToInstall(IEnumerable<string> packages) =>
        $"On Debian or Ubuntu: apt-get install -y --no-install-recommends {string.Join(' ', packages)}";

    private static FrozenDictionary<string, string> Table(params (string Package, string[] Elements)[] packages) =>
        packages.SelectMany(package => package.Elements.Select(element => (element, package.Package)))
            .ToFrozenDictionary(pair => pair.element, pair => pair.Package, StringComparer.Ordinal);
}
