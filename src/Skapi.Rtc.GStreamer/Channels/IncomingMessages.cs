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
    private readonly Dictionary<int, Stream> _streams = [];
    private readonly Dictionary<int, IMessageTarget> _targets = [];
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
        Stream? stream;
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
        lock (_lock)
        {
            if (_targets.GetValueOrDefault(streamId) == target)
                _targets.Remove(streamId);
        }
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
        var stream = NativeState.Get<Stream>(userData);
        var buffer = info->Data;
        var isControl = true;
        stream.Owner.Guard(() => isControl = !stream.Handle(buffer));
        return isControl ? GstPad.ProbeReturnOk : GstPad.ProbeReturnDrop;
    }

    private void Add(nint pad)
    {
        // The pad of a stream is called src_<id>.
        var name = GstElement.NameOf(pad);
        var id = int.Parse(name.AsSpan(name.LastIndexOf('_') + 1), CultureInfo.InvariantCulture);
        var stream = new Stream(this);
        IMessageTarget? target;
        lock (_lock)
        {
            _streams[id] = stream;
            target = _targets.GetValueOrDefault(id);
        }

        if (target is not null)
            stream.Bind(target);
        GstPad.Probe(pad, GstPad.ProbeBuffer, &OnBuffer, stream);
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

    /// <summary>The messages of one SCTP stream. They wait until webrtcbin has announced the channel.</summary>
    private sealed class Stream(IncomingMessages owner)
    {
        // Only a few messages can overtake the announcement. More come only from a side that never announces the channel.
        private const int MaxWaiting = 1000;

        private readonly Lock _lock = new();
        private readonly Queue<(DataChannelMessage Message, int Length)> _waiting = new();
        private IMessageTarget? _target;

        public IncomingMessages Owner => owner;

        public void Bind(IMessageTarget target)
        {
            lock (_lock)
            {
                _target = target;
                while (_waiting.TryDequeue(out var next))
                    target.OnMessage(next.Message, next.Length);
            }
        }

        /// <returns>Whether the buffer was a message of the app.</returns>
        public bool Handle(nint buffer)
        {
            var ppid = GstSctp.ReceivedPpid(buffer);
            if (ppid == null || *ppid == Ppid.Dcep)
                return false;

            using var mapping = GstBuffer.Read(buffer);
            var (message, length) = Decode(*ppid, mapping.Bytes);
            lock (_lock)
            {
                if (_target is not null)
                    _target.OnMessage(message, length);
                else if (_waiting.Count < MaxWaiting)
                    _waiting.Enqueue((message, length));
            }

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
    }
}
