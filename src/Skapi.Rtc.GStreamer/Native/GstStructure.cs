using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>GStreamer's named lists of values.</summary>
internal static unsafe partial class GstStructure
{
    [LibraryImport(Libraries.Gst, EntryPoint = "gst_structure_new_empty", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint NewEmpty(string name);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_structure_free")]
    public static partial void Free(nint structure);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_structure_get_type")]
    public static partial nuint GetGType();

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_structure_set_value", StringMarshalling = StringMarshalling.Utf8)]
    private static partial void SetValue(nint structure, string field, GValue* value);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_structure_get_value", StringMarshalling = StringMarshalling.Utf8)]
    private static partial GValue* GetValue(nint structure, string field);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_structure_get_int", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int GetInt(nint structure, string field, int* value);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_structure_get_string", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetStringPointer(nint structure, string field);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_structure_get_boolean", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int GetBoolean(nint structure, string field, int* value);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_structure_get_uint", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int GetUInt(nint structure, string field, uint* value);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_structure_get_uint64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int GetUInt64(nint structure, string field, ulong* value);

    /// <summary>Sets a field, and frees the value.</summary>
    public static void Set(nint structure, string field, GValue value)
    {
        SetValue(structure, field, &value);
        value.Dispose();
    }

    /// <summary>A boxed field, which the structure still owns; zero if it is absent.</summary>
    public static nint GetBoxed(nint structure, string field)
    {
        var value = GetValue(structure, field);
        return value == null ? 0 : value->GetBoxed();
    }

    public static int? GetInt(nint structure, string field)
    {
        int value;
        return GetInt(structure, field, &value) != 0 ? value : null;
    }

    public static uint? GetUInt(nint structure, string field)
    {
        uint value;
        return GetUInt(structure, field, &value) != 0 ? value : null;
    }

    public static ulong? GetUInt64(nint structure, string field)
    {
        ulong value;
        return GetUInt64(structure, field, &value) != 0 ? value : null;
    }

    public static bool? GetBoolean(nint structure, string field)
    {
        int value;
        return GetBoolean(structure, field, &value) != 0 ? value != 0 : null;
    }

    public static string? GetString(nint structure, string field) => Marshal.PtrToStringUTF8(GetStringPointer(structure, field));
}
