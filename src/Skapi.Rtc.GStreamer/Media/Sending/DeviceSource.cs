using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Media.Sending;

/// <summary>A camera or a microphone.</summary>
internal sealed class DeviceSource(MediaKind kind, string? id) : DecodedSource(kind)
{
    /// <summary>The name of the device in messages.</summary>
    private string Name => Kind == MediaKind.Audio ? "microphone" : "camera";

    /// <inheritdoc/>
    protected override bool IsPaced => false;

    /// <inheritdoc/>
    protected override nint AddSource(nint bin)
    {
        var devices = GstDevices.List(Kind == MediaKind.Audio ? "Audio/Source" : "Video/Source");
        try
        {
            var device = id is null
                ? devices.Find(candidate => candidate.IsDefault) ?? devices.FirstOrDefault()
                : devices.Find(candidate => candidate.DisplayName == id || candidate.Ids.Contains(id));
            var source = device?.CreateSource() ?? 0;
            if (source == 0)
                throw NotFound(devices);

            GstElement.BinAdd(bin, source);
            return source;
        }
        finally
        {
            devices.ForEach(device => device.Dispose());
        }
    }

    // The plugin for PulseAudio is in gstreamer1.0-plugins-good; other sound systems have their own packages.
    private string Remedy => Kind == MediaKind.Audio && !Gst.HasElement("alsasrc")
        ? "Without PulseAudio it needs gstreamer1.0-alsa or gstreamer1.0-pipewire. " +
          "On Debian or Ubuntu: apt-get install -y --no-install-recommends gstreamer1.0-alsa. "
        : "";

    private SkapiException NotFound(List<GstDevices.Device> devices)
    {
        if (id is null)
            return SkapiException.DeviceNotFound(
                $"This machine has no {Name} that GStreamer can open. {Remedy}" +
                "Plug one in, or send a test source, a file or a feed instead.");

        var there = devices.Count == 0 ? "no device" : string.Join(", ", devices.Select(device => $"“{device.DisplayName}”"));
        return SkapiException.DeviceNotFound($"This machine has no {Name} “{id}”. It has: {there}.");
    }
}
