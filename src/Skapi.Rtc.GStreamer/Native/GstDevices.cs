using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>Cameras and microphones.</summary>
internal static unsafe partial class GstDevices
{
    [LibraryImport(Libraries.Gst, EntryPoint = "gst_device_monitor_new")]
    private static partial nint MonitorNew();

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_device_monitor_add_filter", StringMarshalling = StringMarshalling.Utf8)]
    private static partial uint AddFilter(nint monitor, string classes, nint caps);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_device_monitor_get_devices")]
    private static partial nint GetDevices(nint monitor);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_device_get_display_name")]
    private static partial nint GetDisplayName(nint device);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_device_get_properties")]
    private static partial nint GetProperties(nint device);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_device_create_element", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint CreateElement(nint device, string? name);

    /// <summary>The devices of a class: <c>Audio/Source</c> or <c>Video/Source</c>. Each is to be disposed.</summary>
    public static List<Device> List(string deviceClass)
    {
        var monitor = MonitorNew();
        try
        {
            AddFilter(monitor, deviceClass, 0);
            var devices = new List<Device>();
            var list = GetDevices(monitor);
            for (var node = (GList*)list; node != null; node = node->Next)
                devices.Add(new Device(node->Data));
            GLib.ListFree(list);
            return devices;
        }
        finally
        {
            GObject.Unref(monitor);
        }
    }

    /// <summary>One camera or microphone.</summary>
    public sealed class Device : IDisposable
    {
        private static readonly string[] IdProperties = ["device.path", "api.v4l2.path", "device.id", "node.name", "alsa.card_name"];

        private readonly nint _instance;

        public Device(nint instance)
        {
            _instance = instance;
            DisplayName = GLib.TakeString(GetDisplayName(instance)) ?? "";
            var properties = GetProperties(instance);
            if (properties == 0)
                return;

            Ids = [.. IdProperties.Select(name => GstStructure.GetString(properties, name)).OfType<string>()];
            IsDefault = GstStructure.GetBoolean(properties, "is-default") ?? false;
            GstStructure.Free(properties);
        }

        /// <summary>The name for people.</summary>
        public string DisplayName { get; }

        /// <summary>The ids in GStreamer.</summary>
        public IReadOnlyList<string> Ids { get; } = [];

        /// <summary>Whether the system prefers it.</summary>
        public bool IsDefault { get; }

        /// <summary>Creates the source element that captures from the device; zero if it cannot be created.</summary>
        public nint CreateSource() => CreateElement(_instance, null);

        public void Dispose() => GObject.Unref(_instance);
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct GList
    {
        public readonly nint Data;
        public readonly GList* Next;
        public readonly GList* Previous;
    }
}
