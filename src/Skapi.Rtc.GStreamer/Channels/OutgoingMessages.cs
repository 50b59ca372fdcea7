using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Channels;

/// <summary>Sends messages that webrtcbin's own functions cannot send.</summary>
/// <remarks>
/// An empty message makes them fail, and they end a text at its first U+0000. Such messages are passed as binary ones, and get the right
/// payload protocol identifier on their way into the SCTP encoder.
/// </remarks>
internal sealed unsafe class OutgoingMessages(Action<string, Exception> failed)
{
    private readonly Action<string, Exception> _failed = failed;

    // By the address of the message's bytes, which are not copied.
    private readonly ConcurrentDictionary<nint, uint> _identifiers = new();
    private bool _isWatching;

    /// <summary>Sends a message with a payload protocol identifier.</summary>
    /// <returns>The error, or null.</returns>
    public string? Send(nint webrtcbin, GObjectHandle channel, int streamId, ReadOnlySpan<byte> data, uint identifier)
    {
        if (!_isWatching)
            Watch(webrtcbin, streamId);

        // One byte stands for an empty message (RFC 8831, section 6.6).
        var empty = stackalloc byte[1];
        nint bytes;
        fixed (byte* start = data)
            bytes = data.IsEmpty ? GLib.BytesNew(empty, 1) : GLib.BytesNew(start, (nuint)data.Length);

        var address = GLib.AddressOf(bytes);
        _identifiers[address] = identifier;
        var error = GstWebRtc.Send(channel, bytes);
        if (error is not null)
            _identifiers.TryRemove(address, out _);
        GLib.BytesUnref(bytes);
        return error;
    }

    private void Watch(nint webrtcbin, int streamId)
    {
        using var encoder = GstElement.Find(webrtcbin, "sctpenc")
            ?? throw SkapiException.TransportFailed("The data channel has no SCTP encoder.");
        using var use = encoder.Borrow();
        var pad = GstElement.GetStaticPad(use.Instance, $"sink_{streamId}");
        if (pad == 0)
            throw SkapiException.TransportFailed($"The data channel has no SCTP stream {streamId}.");

        GstPad.Probe(pad, GstPad.ProbeBuffer, &OnBuffer, this);
        GObject.Unref(pad);
        _isWatching = true;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnBuffer(nint pad, GstPadProbeInfo* info, nint userData)
    {
        var self = NativeState.Get<OutgoingMessages>(userData);
        try
        {
            self.Mark(info->Data);
        }
        catch (Exception exception)
        {
            self._failed("A message of this side", exception);
        }

        return GstPad.ProbeReturnOk;
    }

    private void Mark(nint buffer)
    {
        if (_identifiers.IsEmpty || GstBuffer.TryGetAddress(buffer) is not { } address
            || !_identifiers.TryRemove(address, out var identifier))
            return;

        var ppid = GstSctp.SentPpid(buffer);
        if (ppid != null)
            *ppid = identifier;
    }
}
