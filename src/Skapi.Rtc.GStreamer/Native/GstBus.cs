using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>A pipeline's messages. They are read on the thread that posts them, so no main loop is needed.</summary>
internal static unsafe partial class GstBus
{
    private const int Error = 1 << 1;
    private const int Drop = 0;

    // GstMessage: a GstMiniObject of 64 bytes, then the type, the timestamp and the source.
    private const int TypeOffset = 64;
    private const int SourceOffset = 80;

    /// <summary>Receives the errors of a bus.</summary>
    internal interface IErrorListener
    {
        /// <summary>Handles the failure of an element. It is called on a native thread, and must not throw.</summary>
        void OnError(nint source, string message, string? detail);
    }

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_bus_set_sync_handler")]
    private static partial void SetSyncHandler(
        nint bus, delegate* unmanaged[Cdecl]<nint, nint, nint, int> handler, nint state, delegate* unmanaged[Cdecl]<nint, void> free);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_message_parse_error")]
    private static partial void ParseError(nint message, nint* error, nint* debug);

    /// <summary>Listens to a pipeline's errors for as long as it lives.</summary>
    public static void Listen(nint pipeline, IErrorListener listener)
    {
        var bus = GstElement.GetBus(pipeline);
        SetSyncHandler(bus, &OnMessage, NativeState.New(listener), NativeState.Destroy);
        GObject.Unref(bus);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnMessage(nint bus, nint message, nint userData)
    {
        if (*(int*)(message + TypeOffset) == Error)
        {
            nint error = 0, debug = 0;
            ParseError(message, &error, &debug);
            NativeState.Get<IErrorListener>(userData).OnError(
                *(nint*)(message + SourceOffset), GLib.TakeErrorMessage(error), GLib.TakeString(debug));
        }

        // With GST_BUS_DROP the handler owns the message.
        GstCaps.Unref(message);
        return Drop;
    }
}
