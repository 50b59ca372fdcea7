using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>GObject: references and properties.</summary>
internal static unsafe partial class GObject
{
    [LibraryImport(Libraries.GObject, EntryPoint = "g_object_ref")]
    public static partial nint Ref(nint instance);

    [LibraryImport(Libraries.GObject, EntryPoint = "g_object_unref")]
    public static partial void Unref(nint instance);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_object_ref_sink")]
    public static partial nint RefSink(nint instance);

    /// <summary>Sets a property from its text form, whatever its type: a number, an enum's nick, caps.</summary>
    [LibraryImport(Libraries.Gst, EntryPoint = "gst_util_set_object_arg", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void Set(nint instance, string property, string value);

    /// <summary>Sets a text property to exactly this text.</summary>
    public static void SetText(nint instance, string property, string value)
    {
        using var box = GValue.OfString(value);
        SetProperty(instance, property, &box);
    }

    public static void Set(nint instance, string property, bool value) => Set(instance, property, value ? "true" : "false");

    public static bool GetBoolean(nint instance, string property)
    {
        using var value = Get(instance, property);
        return value.GetBoolean();
    }

    public static int GetInt(nint instance, string property)
    {
        using var value = Get(instance, property);
        return value.GetInt();
    }

    public static uint GetUInt(nint instance, string property)
    {
        using var value = Get(instance, property);
        return value.GetUInt();
    }

    public static ulong GetUInt64(nint instance, string property)
    {
        using var value = Get(instance, property);
        return value.GetUInt64();
    }

    public static int GetEnum(nint instance, string property)
    {
        using var value = Get(instance, property);
        return value.GetEnum();
    }

    public static string? GetString(nint instance, string property)
    {
        using var value = Get(instance, property);
        return value.GetString();
    }

    /// <summary>The object that a property holds, or null.</summary>
    public static GObjectHandle? GetObject(nint instance, string property)
    {
        using var value = Get(instance, property);
        var result = value.DuplicateObject();
        return result == 0 ? null : new GObjectHandle(result);
    }

    /// <summary>A property's value, which the caller disposes.</summary>
    public static GValue Get(nint instance, string property)
    {
        // The call initializes a zeroed GValue to the property's type.
        GValue value = default;
        GetProperty(instance, property, &value);
        return value;
    }

    [LibraryImport(Libraries.GObject, EntryPoint = "g_object_get_property", StringMarshalling = StringMarshalling.Utf8)]
    private static partial void GetProperty(nint instance, string property, GValue* value);

    [LibraryImport(Libraries.GObject, EntryPoint = "g_object_set_property", StringMarshalling = StringMarshalling.Utf8)]
    private static partial void SetProperty(nint instance, string property, GValue* value);
}
