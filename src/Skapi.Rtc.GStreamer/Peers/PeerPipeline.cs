using System.Globalization;
using Skapi.Rtc.GStreamer.Descriptions;
using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>The native side of one peer: a pipeline with webrtcbin in it.</summary>
internal sealed class PeerPipeline
{
    private PipelineReports? _reports;

    /// <summary>Builds the pipeline. It runs after <see cref="Run"/>.</summary>
    /// <param name="latency">How long packets that are out of order are waited for.</param>
    /// <param name="servers">The STUN and TURN servers.</param>
    public PeerPipeline(TimeSpan latency, IceServers servers)
    {
        Pipeline = GObject.RefSink(GstElement.PipelineNew(null));
        try
        {
            WebRtcBin = GstElement.Add(Pipeline, "webrtcbin");
            GObject.Set(WebRtcBin, "bundle-policy", "max-bundle");
            GObject.Set(WebRtcBin, "latency", ((int)latency.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
            servers.Apply(WebRtcBin);
            ConfigureAgent();
            InnerTransceiver = AddReceiver(InnerSection.Caps);
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

    /// <summary>Runs the pipeline.</summary>
    /// <param name="listener">Receives what webrtcbin reports.</param>
    public void Run(IPipelineListener listener)
    {
        _reports = new PipelineReports(Pipeline, WebRtcBin, listener);
        if (GstElement.Play(Pipeline))
            return;

        Stop();
        throw SkapiException.TransportFailed("GStreamer's pipeline does not run.");
    }

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
                GValue.OfBoxed(GstCaps.GetGType(), caps))
                ?? throw SkapiException.TransportFailed("webrtcbin does not take another media section.");
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
        FlushMessages();
        GstElement.Stop(Pipeline);
        _reports?.Disconnect();
        InnerTransceiver?.Dispose();
        GObject.Unref(Pipeline);
    }

    // A thread that pushes a message into a full SCTP buffer waits there for acknowledgements. The elements that receive them stop first,
    // so GStreamer 1.22 would wait for that thread for ever.
    private void FlushMessages()
    {
        using var encoder = GstElement.Find(Pipeline, "sctpenc");
        if (encoder is null)
            return;

        using var use = encoder.Borrow();
        GstElement.Flush(use.Instance);
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
        using var iceAgent = GObject.GetObject(WebRtcBin, "ice-agent")
            ?? throw SkapiException.TransportFailed("webrtcbin has no ICE agent.");
        using var use = iceAgent.Borrow();
        return GObject.GetObject(use.Instance, "agent");
    }
}
