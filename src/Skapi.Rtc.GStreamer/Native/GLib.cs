using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>GLib: memory, byte arrays, errors and lists.</summary>
internal static unsafe partial class GLib
{
    [LibraryImport(Libraries.GLib, EntryPoint = "g_free")]
    public static partial void Free(nint memory);

    [LibraryImport(Libraries.GLib, EntryPoint = "g_bytes_new")]
    public static partial nint BytesNew(byte* data, nuint size);

    [LibraryImport(Libraries.GLib, EntryPoint = "g_bytes_get_data")]
    private static partial byte* BytesGetData(nint bytes, nuint* size);

    [LibraryImport(Libraries.GLib, EntryPoint = "g_bytes_unref")]
    public static partial void BytesUnref(nint bytes);

    [LibraryImport(Libraries.GLib, EntryPoint = "g_error_free")]
    private static partial void ErrorFree(nint error);

    [LibraryImport(Libraries.GLib, EntryPoint = "g_list_free")]
    public static partial void ListFree(nint list);

    /// <summary>The address of the bytes of a GBytes.</summary>
    public static nint AddressOf(nint bytes)
    {
        nuint size;
        return (nint)BytesGetData(bytes, &size);
    }

    /// <summary>Converts a string that the caller owns, and frees it.</summary>
    public static string? TakeString(nint text)
    {
        if (text == 0)
            return null;

        var result = Marshal.PtrToStringUTF8(text);
        Free(text);
        return result;
    }

    /// <summary>Returns the message of a GError that the caller owns, and frees it.</summary>
    public static string TakeErrorMessage(nint error)
    {
        if (error == 0)
            return "no reason was given";

        var message = ((GError*)error)->Text;
        ErrorFree(error);
        return message;
    }
}
