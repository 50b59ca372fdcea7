using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>
/// Managed objects as the user data of native callbacks: a GCHandle that the native side frees by its destroy-notify, when no
/// callback can come any more.
/// </summary>
internal static unsafe class NativeState
{
    /// <summary>Frees the handle, as GLib's <c>GClosureNotify</c>.</summary>
    public static delegate* unmanaged[Cdecl]<nint, nint, void> Free => &FreeClosure;

    /// <summary>Frees the handle, as GLib's <c>GDestroyNotify</c>.</summary>
    public static delegate* unmanaged[Cdecl]<nint, void> Destroy => &FreeHandle;

    /// <summary>User data for a native call; the destroy-notify that goes with it frees it.</summary>
    public static nint New(object state) => GCHandle.ToIntPtr(GCHandle.Alloc(state));

    /// <summary>The object behind a callback's user data.</summary>
    public static T Get<T>(nint userData)
        where T : class => Unsafe.As<T>(GCHandle.FromIntPtr(userData).Target!);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void FreeClosure(nint userData, nint closure) => GCHandle.FromIntPtr(userData).Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void FreeHandle(nint userData) => GCHandle.FromIntPtr(userData).Free();
}
