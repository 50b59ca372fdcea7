namespace Skapi.Rtc.GStreamer.Native;

/// <summary>GObject's type numbers: the fundamental ones are fixed (gtype.h), the others are asked for.</summary>
internal static unsafe class GType
{
    public const nuint Boolean = 5 << 2;
    public const nuint Int = 6 << 2;
    public const nuint UInt = 7 << 2;
    public const nuint String = 16 << 2;

    /// <summary>The type of an instance. The first word of an instance is its class, whose first word is the type.</summary>
    public static nuint Of(nint instance) => **(nuint**)instance;
}
