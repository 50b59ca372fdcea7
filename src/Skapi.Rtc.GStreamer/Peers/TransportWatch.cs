using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>
/// Observes the DTLS transport of a peer and the ICE transport below it. Everything is bundled, so there is one of each. They are created
/// with the first description.
/// </summary>
/// <param name="states">Derives the peer's states from those of the transports.</param>
/// <param name="isTrusted">Whether a certificate, in PEM, is the one that the other side's description announces.</param>
/// <param name="failed">Called with an exception of a callback.</param>
internal sealed unsafe class TransportWatch(PeerStates states, Func<string?, bool> isTrusted, Action<string, Exception> failed)
    : IDisposable
{
    private GObjectHandle? _dtls;
    private GObjectHandle? _ice;
    private nuint _dtlsHandler;
    private nuint _iceHandler;

    /// <summary>Begins to observe the transports, once they exist; beginning again does nothing.</summary>
    public void Attach(GObjectHandle transceiver)
    {
        if (_dtls is not null || FindDtls(transceiver) is not { } dtls)
            return;

        _dtls = dtls;
        using var dtlsUse = dtls.Borrow();
        _dtlsHandler = Signals.Connect(
            dtlsUse.Instance, "notify::state", (delegate* unmanaged[Cdecl]<nint, nint, nint, void>)&OnDtlsChanged, this);

        _ice = GObject.GetObject(dtlsUse.Instance, "transport");
        if (_ice is not null)
        {
            using var iceUse = _ice.Borrow();
            _iceHandler = Signals.Connect(
                iceUse.Instance, "notify::state", (delegate* unmanaged[Cdecl]<nint, nint, nint, void>)&OnIceChanged, this);
            OnIce(iceUse.Instance);
        }

        OnDtls(dtlsUse.Instance);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Release(_dtls, _dtlsHandler);
        Release(_ice, _iceHandler);
    }

    private static GObjectHandle? FindDtls(GObjectHandle transceiver)
    {
        using var use = transceiver.Borrow();
        using var receiver = GObject.GetObject(use.Instance, "receiver");
        if (receiver is null)
            return null;

        using var receiverUse = receiver.Borrow();
        return GObject.GetObject(receiverUse.Instance, "transport");
    }

    private static void Release(GObjectHandle? transport, nuint handler)
    {
        if (transport is null)
            return;

        using (var use = transport.Borrow())
            Signals.Disconnect(use.Instance, handler);
        transport.Dispose();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnDtlsChanged(nint dtls, nint property, nint userData)
    {
        var self = NativeState.Get<TransportWatch>(userData);
        self.Guard("A change of the DTLS state", () => self.OnDtls(dtls));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnIceChanged(nint ice, nint property, nint userData)
    {
        var self = NativeState.Get<TransportWatch>(userData);
        self.Guard("A change of the ICE state", () => self.OnIce(ice));
    }

    private void OnIce(nint ice) => states.OnIce((GstIceState)GObject.GetEnum(ice, "state") switch
    {
        GstIceState.New => IceTransportState.New,
        GstIceState.Checking => IceTransportState.Checking,
        GstIceState.Connected => IceTransportState.Connected,
        GstIceState.Completed => IceTransportState.Completed,
        GstIceState.Failed => IceTransportState.Failed,
        GstIceState.Disconnected => IceTransportState.Disconnected,
        _ => IceTransportState.Closed,
    });

    // A peer with another certificate than the announced one is not the other side, so the peers never count as connected.
    private void OnDtls(nint dtls)
    {
        var state = (GstDtlsState)GObject.GetEnum(dtls, "state") switch
        {
            GstDtlsState.New => DtlsTransportState.New,
            GstDtlsState.Connecting => DtlsTransportState.Connecting,
            GstDtlsState.Connected => DtlsTransportState.Connected,
            GstDtlsState.Failed => DtlsTransportState.Failed,
            _ => DtlsTransportState.Closed,
        };
        if (state == DtlsTransportState.Connected && !isTrusted(GObject.GetString(dtls, "remote-certificate")))
            states.OnFailure();
        else
            states.OnDtls(state);
    }

    private void Guard(string what, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            failed(what, exception);
        }
    }
}
