using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Skapi.Rtc.DataChannels;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Channels;

/// <summary>Takes the messages of all data channels from the SCTP decoder, before webrtcbin sees them.</summary>
/// <remarks>
/// webrtcbin 1.22 confuses empty texts with empty binary messages, cuts a text at its first U+0000, and drops what it has not handed on
/// when a channel closes. So only its control messages (RFC 8832) reach it.
/// </remarks>
internal sealed unsafe class IncomingMessages(Action<string, Exception> failed)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, StreamMessages> _streams = [];
    private readonly Dictionary<int, IMessageTarget> _targets = [];
    private readonly EarlyMessageBudget _early = new();
    private bool _isAttached;

    /// <summary>Begins to watch, once the SCTP decoder exists and before anything arrives; beginning again does nothing.</summary>
    public void Attach(nint webrtcbin)
    {
        if (_isAttached || GstElement.Find(webrtcbin, "sctpdec") is not { } decoder)
            return;

        using (decoder)
        using (var use = decoder.Borrow())
            Signals.Connect(use.Instance, "pad-added", (delegate* unmanaged[Cdecl]<nint, nint, nint, void>)&OnPadAdded, this);
        _isAttached = true;
    }

    /// <summary>Gives the messages of a stream to a channel: those that have arrived, and those that will.</summary>
    public void Bind(int streamId, IMessageTarget target)
    {
        StreamMessages? stream;
        lock (_lock)
        {
            _targets[streamId] = target;
            stream = _streams.GetValueOrDefault(streamId);
        }

        stream?.Bind(target);
    }

    /// <summary>Ends <see cref="Bind"/>. The stream's number may be used again for another channel.</summary>
    public void Unbind(int streamId, IMessageTarget target)
    {
        StreamMessages? stream;
        lock (_lock)
        {
            if (_targets.GetValueOrDefault(streamId) == target)
                _targets.Remove(streamId);
            stream = _streams.GetValueOrDefault(streamId);
        }

        stream?.Unbind(target);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnPadAdded(nint decoder, nint pad, nint userData)
    {
        var self = NativeState.Get<IncomingMessages>(userData);
        self.Guard(() => self.Add(pad));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnBuffer(nint pad, GstPadProbeInfo* info, nint userData)
    {
        var tap = NativeState.Get<Tap>(userData);
        var buffer = info->Data;
        var isControl = true;
        tap.Owner.Guard(() => isControl = !TryHandle(tap.Stream, buffer));
        return isControl ? GstPad.ProbeReturnOk : GstPad.ProbeReturnDrop;
    }

    private void Add(nint pad)
    {
        // The pad of a stream is called src_<id>.
        var name = GstElement.NameOf(pad);
        var id = int.Parse(name.AsSpan(name.LastIndexOf('_') + 1), CultureInfo.InvariantCulture);
        var stream = new StreamMessages(_early);
        StreamMessages? previous;
        IMessageTarget? target;
        lock (_lock)
        {
            previous = _streams.GetValueOrDefault(id);
            _streams[id] = stream;
            target = _targets.GetValueOrDefault(id);
        }

        previous?.Drop();
        if (target is not null)
            stream.Bind(target);
        GstPad.Probe(pad, GstPad.ProbeBuffer, &OnBuffer, new Tap(this, stream));
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            failed("A message of the other side", exception);
        }
    }

    /// <returns>Whether the buffer was a message of the app.</returns>
    private static bool TryHandle(StreamMessages stream, nint buffer)
    {
        var ppid = GstSctp.ReceivedPpid(buffer);
        if (ppid == null || *ppid == Ppid.Dcep)
            return false;

        using var mapping = GstBuffer.Read(buffer);
        var (message, length) = Decode(*ppid, mapping.Bytes);
        stream.OnMessage(message, length);
        return true;
    }

    // RFC 8831, section 8. An unknown identifier counts as binary.
    private static (DataChannelMessage Message, int Length) Decode(uint ppid, ReadOnlySpan<byte> data) => ppid switch
    {
        Ppid.EmptyText => (new DataChannelMessage(""), 0),
        Ppid.EmptyBinary => (new DataChannelMessage(ReadOnlyMemory<byte>.Empty), 0),
        Ppid.Text or Ppid.TextPartial => (new DataChannelMessage(Encoding.UTF8.GetString(data)), data.Length),
        _ => (new DataChannelMessage(data.ToArray()), data.Length),
    };

    /// <summary>The watched pad of one stream.</summary>
    private sealed record Tap(IncomingMessages Owner, StreamMessages Stream);
}
