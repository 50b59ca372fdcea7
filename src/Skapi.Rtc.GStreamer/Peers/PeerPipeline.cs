using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Skapi.Rtc.GStreamer.Descriptions;
using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>The native side of one peer: a pipeline that runs, with webrtcbin in it, and what it reports.</summary>
internal sealed unsafe class PeerPipeline : GstBus.IErrorListener
{
    private readonly IPipelineListener _listener;
    private readonly List<nuint> _handlers = [];

    /// <summary>Builds and runs a pipeline.</summary>
    /// <param name="latency">How long packets that are out of order are waited for.</param>
    /// <param name="servers">The STUN and TURN servers.</param>
    /// <param name="listener">Receives what webrtcbin reports.</param>
    public PeerPipeline(TimeSpan latency, IceServers servers, IPipelineListener listener)
    {
        _listener = listener;
        Pipeline = GObject.RefSink(GstElement.PipelineNew(null));
        try
        {
            GstBus.Listen(Pipeline, this);
            WebRtcBin = GstElement.Add(Pipeline, "webrtcbin");
            GObject.Set(WebRtcBin, "bundle-policy", "max-bundle");
            GObject.Set(WebRtcBin, "latency", ((int)latency.TotalMilliseconds).ToString(System.Globalization.CultureInfo.InvariantCulture));
            servers.Apply(WebRtcBin);
            ConfigureAgent();

            InnerTransceiver = AddReceiver(InnerSection.Caps);

            Connect("on-ice-candidate", (delegate* unmanaged[Cdecl]<nint, uint, nint, nint, void>)&OnIceCandidate);
            Connect("prepare-data-channel", (delegate* unmanaged[Cdecl]<nint, nint, int, nint, void>)&OnDataChannelPrepared);
            Connect("on-data-channel", (delegate* unmanaged[Cdecl]<nint, nint, nint, void>)&OnDataChannel);
            Connect("pad-added", (delegate* unmanaged[Cdecl]<nint, nint, nint, void>)&OnPadAdded);
            Connect("notify::signaling-state", (delegate* unmanaged[Cdecl]<nint, nint, nint, void>)&OnSignalingState);
            Connect("notify::ice-gathering-state", (delegate* unmanaged[Cdecl]<nint, nint, nint, void>)&OnGatheringState);

            if (!GstElement.Play(Pipeline))
                throw Errors.TransportFailed("GStreamer's pipeline does not run.");
        }
        catch
        {
            Stop();
            throw;
        }
    }

    /// <summary>The pipeline; valid until <see cref="Stop"/>.</summary>
    public nint Pipeline { get; }

    /// <summary>webrtcbin; valid until <see cref="Stop"/>.</summary>
    public nint WebRtcBin { get; }

    /// <summary>The transceiver of <see cref="InnerSection"/>; valid until <see cref="Stop"/>.</summary>
    public GObjectHandle? InnerTransceiver { get; }

    /// <summary>Adds a transceiver that only receives.</summary>
    /// <param name="formats">The RTP formats that it takes, as caps.</param>
    public GObjectHandle AddReceiver(string formats)
    {
        var caps = GstCaps.FromString(formats);
        try
        {
            return Signals.EmitForObject(
                WebRtcBin,
                "add-transceiver",
                GstWebRtc.GetTransceiverType(),
                GValue.OfEnum(GstWebRtc.GetDirectionType(), (int)GstDirection.ReceiveOnly),
                GValue.OfBoxed(GstCaps.GetGType(), caps)) ?? throw Errors.TransportFailed("webrtcbin does not take another media section.");
        }
        finally
        {
            GstCaps.Unref(caps);
        }
    }

    /// <summary>The candidate pair in use, or null before there is one.</summary>
    public (NiceCandidate Local, NiceCandidate Remote)? SelectedPair()
    {
        using var agent = FindAgent();
        if (agent is null)
            return null;

        using var use = agent.Borrow();
        return NiceAgent.SelectedPair(use.Instance);
    }

    /// <summary>
    /// Stops everything, and waits for the native threads, so it must not be called on one of them. No callback is called afterwards.
    /// </summary>
    public void Stop()
    {
        GstElement.Stop(Pipeline);
        foreach (var handler in _handlers)
            Signals.Disconnect(WebRtcBin, handler);
        _handlers.Clear();
        InnerTransceiver?.Dispose();
        GObject.Unref(Pipeline);
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

    private void ConfigureAgent()
    {
        using var niceAgent = FindAgent();
        if (niceAgent is null)
            return;

        using var niceUse = niceAgent.Borrow();
        // Off by default in libnice. Without these checks (RFC 7675) a vanished peer is never noticed.
        GObject.Set(niceUse.Instance, "keepalive-conncheck", true);
        // On by default. Every peer would search for routers that map ports, with its own threads and sockets.
        GObject.Set(niceUse.Instance, "upnp", false);
    }

    private GObjectHandle? FindAgent()
    {
        using var iceAgent = GObject.GetObject(WebRtcBin, "ice-agent") ?? throw Errors.TransportFailed("webrtcbin has no ICE agent.");
        using var use = iceAgent.Borrow();
        return GObject.GetObject(use.Instance, "agent");
    }

    private ElementRole RoleOf(nint element)
    {
        if (element != WebRtcBin && GstElement.HasAncestor(element, WebRtcBin) == 0)
            return ElementRole.Media;

        return GstElement.FactoryOf(element) is "sctpenc" or "sctpdec" ? ElementRole.Association : ElementRole.Transport;
    }

    private void Connect(string signal, void* handler) => _handlers.Add(Signals.Connect(WebRtcBin, signal, handler, this));

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
        NativeState.Get<PeerPipeline>(userData).Guard("A local candidate", listener =>
            listener.OnLocalCandidate(Marshal.PtrToStringUTF8(candidate) ?? ""));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnDataChannelPrepared(nint webrtcbin, nint channel, int isLocal, nint userData)
    {
        if (isLocal != 0)
        {
            NativeState.Get<PeerPipeline>(userData).Guard("A data channel", listener =>
                listener.OnDataChannelPrepared(new GObjectHandle(GObject.Ref(channel))));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnDataChannel(nint webrtcbin, nint channel, nint userData) =>
        NativeState.Get<PeerPipeline>(userData).Guard("A data channel of the other side", listener =>
            listener.OnDataChannel(new GObjectHandle(GObject.Ref(channel))));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnPadAdded(nint webrtcbin, nint pad, nint userData)
    {
        if (GstPad.IsSource(pad))
            NativeState.Get<PeerPipeline>(userData).Guard("The media of a remote track", listener => listener.OnMedia(pad));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnSignalingState(nint webrtcbin, nint property, nint userData) =>
        NativeState.Get<PeerPipeline>(userData).Guard("A change of the signaling state", listener =>
            listener.OnSignalingState((GstSignalingState)GObject.GetEnum(webrtcbin, "signaling-state")));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnGatheringState(nint webrtcbin, nint property, nint userData) =>
        NativeState.Get<PeerPipeline>(userData).Guard("A change of the gathering state", listener =>
            listener.OnGatheringState((GstGatheringState)GObject.GetEnum(webrtcbin, "ice-gathering-state")));
}
