using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>Passes webrtcbin's signals and the errors of the pipeline to a listener.</summary>
internal sealed unsafe class PipelineReports : GstBus.IErrorListener
{
    private readonly nint _webrtcbin;
    private readonly IPipelineListener _listener;
    private readonly List<nuint> _handlers = [];

    /// <summary>Begins to report.</summary>
    public PipelineReports(nint pipeline, nint webrtcbin, IPipelineListener listener)
    {
        (_webrtcbin, _listener) = (webrtcbin, listener);
        GstBus.Listen(pipeline, this);
        Connect("on-ice-candidate", (delegate* unmanaged[Cdecl]<nint, uint, nint, nint, void>)&OnIceCandidate);
        Connect("prepare-data-channel", (delegate* unmanaged[Cdecl]<nint, nint, int, nint, void>)&OnDataChannelPrepared);
        Connect("on-data-channel", (delegate* unmanaged[Cdecl]<nint, nint, nint, void>)&OnDataChannel);
        Connect("pad-added", (delegate* unmanaged[Cdecl]<nint, nint, nint, void>)&OnPadAdded);
        Connect("notify::signaling-state", (delegate* unmanaged[Cdecl]<nint, nint, nint, void>)&OnSignalingState);
        Connect("notify::ice-gathering-state", (delegate* unmanaged[Cdecl]<nint, nint, nint, void>)&OnGatheringState);
    }

    /// <summary>Stops reporting. The pipeline has stopped.</summary>
    public void Disconnect()
    {
        foreach (var handler in _handlers)
            Signals.Disconnect(_webrtcbin, handler);
        _handlers.Clear();
    }

    /// <inheritdoc/>
    void GstBus.IErrorListener.OnError(nint source, string message, string? detail)
    {
        try
        {
            _listener.OnElementFailed(GstElement.NameOf(source), RoleOf(source), message, detail);
        }
        catch (Exception exception)
        {
            _listener.OnCallbackFailed("A message of an element", exception);
        }
    }

    private ElementRole RoleOf(nint element)
    {
        if (element != _webrtcbin && GstElement.HasAncestor(element, _webrtcbin) == 0)
            return ElementRole.Media;

        return GstElement.FactoryOf(element) is "sctpenc" or "sctpdec" ? ElementRole.Association : ElementRole.Transport;
    }

    private void Connect(string signal, void* handler) => _handlers.Add(Signals.Connect(_webrtcbin, signal, handler, this));

    private void Guard(string what, Action<IPipelineListener> report)
    {
        try
        {
            report(_listener);
        }
        catch (Exception exception)
        {
            _listener.OnCallbackFailed(what, exception);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnIceCandidate(nint webrtcbin, uint mediaLineIndex, nint candidate, nint userData) =>
        NativeState.Get<PipelineReports>(userData).Guard("A local candidate", listener =>
            listener.OnLocalCandidate(Marshal.PtrToStringUTF8(candidate) ?? ""));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnDataChannelPrepared(nint webrtcbin, nint channel, int isLocal, nint userData)
    {
        if (isLocal != 0)
        {
            NativeState.Get<PipelineReports>(userData).Guard("A data channel", listener =>
                listener.OnDataChannelPrepared(new GObjectHandle(GObject.Ref(channel))));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnDataChannel(nint webrtcbin, nint channel, nint userData) =>
        NativeState.Get<PipelineReports>(userData).Guard("A data channel of the other side", listener =>
            listener.OnDataChannel(new GObjectHandle(GObject.Ref(channel))));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnPadAdded(nint webrtcbin, nint pad, nint userData)
    {
        if (GstPad.IsSource(pad))
            NativeState.Get<PipelineReports>(userData).Guard("The media of a remote track", listener => listener.OnMedia(pad));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnSignalingState(nint webrtcbin, nint property, nint userData) =>
        NativeState.Get<PipelineReports>(userData).Guard("A change of the signaling state", listener =>
            listener.OnSignalingState((GstSignalingState)GObject.GetEnum(webrtcbin, "signaling-state")));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnGatheringState(nint webrtcbin, nint property, nint userData) =>
        NativeState.Get<PipelineReports>(userData).Guard("A change of the gathering state", listener =>
            listener.OnGatheringState((GstGatheringState)GObject.GetEnum(webrtcbin, "ice-gathering-state")));
}
