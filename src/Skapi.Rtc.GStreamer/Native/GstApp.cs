using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>The elements that exchange buffers with a program.</summary>
internal static unsafe partial class GstApp
{
    private const int FlowOk = 0;
    private const int FlowError = -5;

    /// <summary>Receives what arrives at an appsink.</summary>
    internal interface ISampleListener
    {
        /// <summary>Handles a sample. It is called on a media thread. An exception ends the stream.</summary>
        void OnSample(nint buffer, nint caps);

        /// <summary>Handles an exception of <see cref="OnSample"/>.</summary>
        void OnSampleFailed(Exception exception);
    }

    [LibraryImport(Libraries.GstApp, EntryPoint = "gst_app_src_push_buffer")]
    private static partial int PushBuffer(nint appsrc, nint buffer);

    [LibraryImport(Libraries.GstApp, EntryPoint = "gst_app_sink_pull_sample")]
    private static partial nint PullSample(nint appsink);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_sample_get_buffer")]
    private static partial nint SampleGetBuffer(nint sample);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_sample_get_caps")]
    private static partial nint SampleGetCaps(nint sample);

    [LibraryImport(Libraries.GstApp, EntryPoint = "gst_app_sink_set_callbacks")]
    private static partial void SetCallbacks(
        nint appsink, SinkCallbacks* callbacks, nint state, delegate* unmanaged[Cdecl]<nint, void> free);

    /// <summary>Pushes a buffer into the pipeline, which then owns it.</summary>
    /// <returns>False if the pipeline is not running.</returns>
    public static bool Push(nint appsrc, nint buffer) => PushBuffer(appsrc, buffer) == FlowOk;

    /// <summary>Passes everything that arrives at an appsink to a listener, until the appsink is freed.</summary>
    public static void Listen(nint appsink, ISampleListener listener)
    {
        var callbacks = new SinkCallbacks { NewSample = &OnSample };
        SetCallbacks(appsink, &callbacks, NativeState.New(listener), NativeState.Destroy);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnSample(nint appsink, nint userData)
    {
        var listener = NativeState.Get<ISampleListener>(userData);
        var sample = PullSample(appsink);
        if (sample == 0)
            return FlowOk;

        try
        {
            listener.OnSample(SampleGetBuffer(sample), SampleGetCaps(sample));
            return FlowOk;
        }
        catch (Exception exception)
        {
            listener.OnSampleFailed(exception);
            return FlowError;
        }
        finally
        {
            GstCaps.Unref(sample);
        }
    }

    /// <summary>GstAppSinkCallbacks: four functions, and room for those that later versions add.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct SinkCallbacks
    {
        public nint EndOfStream;
        public nint NewPreroll;
        public delegate* unmanaged[Cdecl]<nint, nint, int> NewSample;
        public nint NewEvent;
        public fixed ulong Reserved[4];
    }
}
