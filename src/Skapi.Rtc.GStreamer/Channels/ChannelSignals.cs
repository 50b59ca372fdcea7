using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Channels;

/// <summary>The signals of one native data channel.</summary>
internal sealed unsafe class ChannelSignals : IDisposable
{
    private readonly GObjectHandle _native;
    private readonly GStreamerDataChannel _channel;
    private readonly Action<string, Exception> _failed;
    private readonly List<nuint> _handlers = [];

    public ChannelSignals(GObjectHandle native, GStreamerDataChannel channel, Action<string, Exception> failed)
    {
        (_native, _channel, _failed) = (native, channel, failed);
        Connect("on-open", (delegate* unmanaged[Cdecl]<nint, nint, void>)&OnOpen);
        Connect("on-close", (delegate* unmanaged[Cdecl]<nint, nint, void>)&OnClose);
        Connect("on-error", (delegate* unmanaged[Cdecl]<nint, nint, nint, void>)&OnError);
        Connect("on-buffered-amount-low", (delegate* unmanaged[Cdecl]<nint, nint, void>)&OnLow);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        using var use = _native.Borrow();
        foreach (var handler in _handlers)
            Signals.Disconnect(use.Instance, handler);
        _handlers.Clear();
    }

    private void Connect(string signal, void* handler)
    {
        using var use = _native.Borrow();
        _handlers.Add(Signals.Connect(use.Instance, signal, handler, this));
    }

    private void Guard(string what, Action<GStreamerDataChannel> report)
    {
        try
        {
            report(_channel);
        }
        catch (Exception exception)
        {
            _failed(what, exception);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnOpen(nint native, nint userData) =>
        NativeState.Get<ChannelSignals>(userData).Guard("The opening of a data channel", static channel => channel.OnOpen());

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnClose(nint native, nint userData) =>
        NativeState.Get<ChannelSignals>(userData).Guard("The closing of a data channel", static channel => channel.OnClosed());

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnError(nint native, nint error, nint userData) =>
        NativeState.Get<ChannelSignals>(userData).Guard("An error of a data channel", channel =>
            channel.OnError(error == 0 ? "no reason was given" : ((GError*)error)->Text));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnLow(nint native, nint userData) =>
        NativeState.Get<ChannelSignals>(userData).Guard(
            "The buffered amount of a data channel", static channel => channel.OnBufferedAmountLow());
}
