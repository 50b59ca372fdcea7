using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Channels;

/// <summary>
/// Messages that webrtcbin would spoil on their way in: version 1.22 takes empty texts for empty binary messages and the other way
/// round, and cuts a text at its first U+0000. They are marked as binary between the SCTP decoder and webrtcbin, and told apart by
/// their number when they come out.
/// </summary>
internal sealed unsafe class IncomingMessages(Action<string, Exception> failed)
{
    private readonly ConcurrentDictionary<int, Stream> _streams = new();
    private bool _isAttached;

    /// <summary>Begins to watch, once the SCTP decoder is there and before anything comes; beginning again does nothing.</summary>
    public void Attach(nint webrtcbin)
    {
        if (_isAttached || GstElement.Find(webrtcbin, "sctpdec") is not { } decoder)
            return;

        using (decoder)
        using (var use = decoder.Borrow())
            Signals.Connect(use.Instance, "pad-added", (delegate* unmanaged[Cdecl]<nint, nint, nint, void>)&OnPadAdded, this);
        _isAttached = true;
    }

    /// <summary>What the next binary message of a stream was before it was marked: its payload protocol identifier.</summary>
    public uint NextBinary(int streamId) => _streams.TryGetValue(streamId, out var stream) ? stream.Next() : Ppid.Binary;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnPadAdded(nint decoder, nint pad, nint userData)
    {
        var self = NativeState.Get<IncomingMessages>(userData);
        self.Guard(() =>
        {
            // The pad of a stream is called src_<id>.
            var name = GstElement.NameOf(pad);
            var stream = new Stream(self);
            self._streams[int.Parse(name.AsSpan(name.LastIndexOf('_') + 1), CultureInfo.InvariantCulture)] = stream;
            GstPad.Probe(pad, GstPad.ProbeBuffer, &OnBuffer, stream);
        });
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnBuffer(nint pad, GstPadProbeInfo* info, nint userData)
    {
        var stream = NativeState.Get<Stream>(userData);
        var buffer = info->Data;
        stream.Owner.Guard(() => stream.Pass(buffer));
        return GstPad.ProbeReturnOk;
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

    /// <summary>The messages of one SCTP stream. One native thread passes them in, another takes them out.</summary>
    private sealed class Stream(IncomingMessages owner)
    {
        private readonly ConcurrentQueue<(long Number, uint Identifier)> _marked = new();
        private long _passed;
        private long _taken;

        public IncomingMessages Owner => owner;

        public void Pass(nint buffer)
        {
            var ppid = GstSctp.ReceivedPpid(buffer);
            if (ppid == null)
                return;

            if (*ppid is Ppid.EmptyText or Ppid.EmptyBinary || (*ppid == Ppid.Text && HasZero(buffer)))
            {
                _marked.Enqueue((_passed, *ppid));
                *ppid = Ppid.Binary;
            }

            if (*ppid is Ppid.Binary or Ppid.BinaryPartial)
                _passed++;
        }

        public uint Next()
        {
            var number = _taken++;
            return _marked.TryPeek(out var first) && first.Number == number && _marked.TryDequeue(out first) ? first.Identifier : Ppid.Binary;
        }

        private static bool HasZero(nint buffer)
        {
            using var mapping = GstBuffer.Read(buffer);
            return mapping.Bytes.Contains((byte)0);
        }
    }
}
