using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>GObject's container for one value: its type, and 16 bytes of content. A zeroed one is not initialized.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe partial struct GValue : IDisposable
{
    private nuint _type;
    private readonly ulong _content0;
    private readonly ulong _content1;

    public static GValue OfBoolean(bool value)
    {
        var result = New(GType.Boolean);
        SetBoolean(&result, value ? 1 : 0);
        return result;
    }

    public static GValue OfInt(int value)
    {
        var result = New(GType.Int);
        SetInt(&result, value);
        return result;
    }

    public static GValue OfUInt(uint value)
    {
        var result = New(GType.UInt);
        SetUInt(&result, value);
        return result;
    }

    public static GValue OfString(string? value)
    {
        var result = New(GType.String);
        SetString(&result, value);
        return result;
    }

    public static GValue OfEnum(nuint type, int value)
    {
        var result = New(type);
        SetEnum(&result, value);
        return result;
    }

    /// <summary>Creates a container with a boxed value, which is copied or referenced.</summary>
    public static GValue OfBoxed(nuint type, nint value)
    {
        var result = New(type);
        SetBoxed(&result, value);
        return result;
    }

    /// <summary>Creates a container with an object, which is referenced.</summary>
    public static GValue OfObject(nint value)
    {
        var result = New(GType.Of(value));
        SetObject(&result, value);
        return result;
    }

    /// <summary>Creates an empty container for a value of the type.</summary>
    public static GValue New(nuint type)
    {
        GValue result = default;
        Init(&result, type);
        return result;
    }

    public bool GetBoolean()
    {
        fixed (GValue* self = &this)
            return GetBoolean(self) != 0;
    }

    public int GetInt()
    {
        fixed (GValue* self = &this)
            return GetInt(self);
    }

    public uint GetUInt()
    {
        fixed (GValue* self = &this)
            return GetUInt(self);
    }

    public ulong GetUInt64()
    {
        fixed (GValue* self = &this)
            return GetUInt64(self);
    }

    public int GetEnum()
    {
        fixed (GValue* self = &this)
            return GetEnum(self);
    }

    public string? GetString()
    {
        fixed (GValue* self = &this)
            return Marshal.PtrToStringUTF8(GetString(self));
    }

    /// <summary>The boxed value, which this container still owns.</summary>
    public nint GetBoxed()
    {
        fixed (GValue* self = &this)
            return GetBoxed(self);
    }

    /// <summary>A new reference to the object, which the caller owns; zero for no object.</summary>
    public nint DuplicateObject()
    {
        fixed (GValue* self = &this)
            return DupObject(self);
    }

    /// <summary>Frees the content. Does nothing if the value was never initialized.</summary>
    public void Dispose()
    {
        if (_type == 0)
            return;

        fixed (GValue* self = &this)
            Unset(self);
        _type = 0;
    }

    [LibraryImport(Libraries.GObject, EntryPoint = "g_value_init")]
    private static partial GValue* Init(GValue* value, nuint type);

    [LibraryImport(Libraries.GObject, EntryPoint = "g_value_unset")]
    private static partial void Unset(GValue* value);

    [LibraryImport(Libraries.GObject, EntryPoint = "g_value_set_boolean")]
    private static partial void SetBoolean(GValue* value, int content);

    [LibraryImport(Libraries.GObject, EntryPoint = "g_value_set_int")]
    private static partial void SetInt(GValue* value, int content);

    [LibraryImport(Libraries.GObject, EntryPoint = "g_value_set_uint")]
    private static partial void SetUInt(GValue* value, uint content);

    [LibraryImport(Libraries.GObject, EntryPoint = "g_value_set_string", StringMarshalling = StringMarshalling.Utf8)]
    private static partial void SetString(GValue* value, string? content);

    [LibraryImport(Libraries.GObject, EntryPoint = "g_value_set_enum")]
    private static partial void SetEnum(GValue* value, int content);

    [LibraryImport(Libraries.GObject, EntryPoint = "g_value_set_boxed")]
    private static partial void SetBoxed(GValue* value, nint content);

    [LibraryImport(Libraries.GObject, EntryPoint = "g_value_set_object")]
    private static partial void SetObject(GValue* value, nint content);

    [LibraryImport(Libraries.GObject, EntryPoint = "g_value_get_boolean")]
    private static partial int GetBoolean(GValue* value);

    [LibraryImport(Libraries.GObject, EntryPoint = "g_value_get_int")]
    private static partial int GetInt(GValue* value);

    [LibraryImport(Libraries.GObject, EntryPoint = "g_value_get_uint")]
    private static partial uint GetUInt(GValue* value);

    [LibraryImport(Libraries.GObject, EntryPoint = "g_value_get_uint64")]
    private static partial ulong GetUInt64(GValue* value);

    [LibraryImport(Libraries.GObject, EntryPoint = "g_value_get_enum")]
    private static partial int GetEnum(GValue* value);

    [LibraryImport(Libraries.GObject, EntryPoint = "g_value_get_string")]
    private static partial nint GetString(GValue* value);

    [LibraryImport(Libraries.GObject, EntryPoint = "g_value_get_boxed")]
    private static partial nint GetBoxed(GValue* value);

    [LibraryImport(Libraries.GObject, EntryPoint = "g_value_dup_object")]
    private static partial nint DupObject(GValue* value);
}
