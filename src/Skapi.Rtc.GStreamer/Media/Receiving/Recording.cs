using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.GStreamer.Installation;

namespace Skapi.Rtc.GStreamer.Media.Receiving;

/// <summary>A recording of remote tracks into one Matroska or WebM file, without encoding them again.</summary>
internal sealed class Recording : IAsyncDisposable
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);

    private readonly nint _pipeline;
    private readonly nint _bin;
    private readonly Action<Recording> _ended;
    private readonly TimeProvider _time;
    private readonly List<(TrackTap Tap, nint Outlet, nint Entry)> _inputs = [];
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lazy<Task> _end;

    private Recording(nint pipeline, string path, IReadOnlyList<TrackTap> taps, Action<Recording> ended, TimeProvider time)
    {
        (_pipeline, _ended, _time) = (pipeline, ended, time);
        // Sending the end of a stream waits for the packet in progress, so it must not run on a media thread.
        _end = new Lazy<Task>(() => Task.Run(EndAsync));
        _bin = GObject.RefSink(GstElement.BinNew(null));
        var mux = GstElement.Add(_bin, MuxerFor(path));
        // The file begins when the recording does, not when the call did.
        GObject.Set(mux, "offset-to-zero", true);
        var sink = GstElement.Add(_bin, "filesink");
        GObject.SetText(sink, "location", path);
        GObject.Set(sink, "async", false);
        GObject.Set(sink, "sync", false);
        GstElement.Link(mux, sink);
        WatchEnd(sink);

        var entries = taps.Select(tap => AddInput(tap, mux)).ToArray();
        GstElement.BinAdd(pipeline, _bin);
        if (!GstElement.Join(_bin))
        {
            Remove();
            throw SkapiException.InvalidParameter($"The recording cannot be written to “{path}”.");
        }

        for (var i = 0; i < taps.Count; i++)
            _inputs.Add((taps[i], taps[i].Link(entries[i]), entries[i]));
    }

    /// <summary>Begins a recording.</summary>
    /// <exception cref="SkapiException">
    /// <c>INVALID_PARAMETER</c>: the path; <c>INVALID_REQUEST</c>: no media yet; <c>NOT_SUPPORTED</c>: a codec that the file cannot hold,
    /// or a missing plugin.
    /// </exception>
    public static Recording Start(
        nint pipeline, string path, IReadOnlyList<TrackTap> taps, IElementRegistry registry, Action<Recording> ended, TimeProvider time)
    {
        var muxer = CheckPath(path);
        MissingParts.Check(registry, [muxer, "filesink", "queue", .. taps.Select(tap => tap.Codec.FileParser).OfType<string>()]);
        if (taps.Count == 0)
            throw SkapiException.InvalidRequest("There is nothing to record: the other side sends no media.");
        if (muxer == "webmmux" && taps.FirstOrDefault(tap => tap.Codec.EncodingName is not ("VP8" or "OPUS")) is { } other)
            throw SkapiException.NotSupported($"A .webm file cannot contain {other.Codec.EncodingName}. Record into a .mkv file.");

        return new Recording(pipeline, path, taps, ended, time);
    }

    /// <summary>Throws if nothing can be recorded to a path.</summary>
    /// <returns>The element that writes the container of the path's extension.</returns>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the extension or the folder.</exception>
    public static string CheckPath(string path)
    {
        var muxer = MuxerFor(path);
        var directory = Path.GetDirectoryName(Path.GetFullPath(path));
        return Directory.Exists(directory)
            ? muxer
            : throw SkapiException.InvalidParameter(
                $"The recording “{path}” cannot be written, because the folder “{directory}” does not exist.");
    }

    /// <summary>Ends the file, and waits for it. The app and the peer may dispose at the same time.</summary>
    /// <exception cref="TimeoutException">The file did not end in time.</exception>
    public ValueTask DisposeAsync() => new(_end.Value);

    private async Task EndAsync()
    {
        try
        {
            foreach (var input in _inputs)
            {
                // Removed from the tee first: a pad whose stream has ended would stop the other branches.
                input.Tap.Unlink(input.Outlet);
                GstPad.SendEvent(input.Entry, GstPad.NewEndOfStream());
            }

            await _written.Task.WaitAsync(LongestEnd, _time).ConfigureAwait(false);
        }
        finally
        {
            Remove();
            // Not earlier: the pipeline runs for as long as the peer knows of the recording.
            _ended(this);
        }
    }

    private static string MuxerFor(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".WEBM" => "webmmux",
        ".MKV" => "matroskamux",
        _ => throw SkapiException.InvalidParameter(
            $"A recording cannot have the extension “{Path.GetExtension(path)}”, as in “{path}”. Use .webm or .mkv."),
    };

    // A track's path into the file: queue → parser, if the file needs one → muxer. A pad of the bin leads to it.
    private nint AddInput(TrackTap tap, nint mux)
    {
        var guard = FailureGuard.Add(_bin);
        var queue = GstElement.Add(_bin, "queue");
        GstElement.Link(guard, queue);
        var last = queue;
        if (tap.Codec.FileParser is { } factory)
        {
            last = GstElement.Add(_bin, factory);
            GstElement.Link(queue, last);
        }

        // Requested by kind: a queue accepts any format, so the muxer could not tell.
        var outlet = GstElement.GetStaticPad(last, "src");
        var track = GstElement.RequestPad(mux, $"{tap.Codec.Kind.Value}_%u");
        GstPad.Link(outlet, track);
        GObject.Unref(track);
        GObject.Unref(outlet);

        var inner = GstElement.GetStaticPad(guard, "sink");
        var outer = GstPad.GhostPadNew($"sink_{GstElement.NameOf(queue)}", inner);
        GObject.Unref(inner);
        GstElement.AddPad(_bin, outer);
        return outer;
    }

    private unsafe void WatchEnd(nint sink)
    {
        var pad = GstElement.GetStaticPad(sink, "sink");
        GstPad.Probe(pad, GstPad.ProbeEventDownstream, &OnEvent, _written);
        GObject.Unref(pad);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe int OnEvent(nint pad, GstPadProbeInfo* info, nint userData)
    {
        // The muxer has written everything when it passes the end of the stream on.
        if (GstPad.IsEndOfStream(info->Data))
            NativeState.Get<TaskCompletionSource>(userData).TrySetResult();
        return GstPad.ProbeReturnOk;
    }

    private void Remove()
    {
        GstElement.Stop(_bin);
        GstElement.BinRemove(_pipeline, _bin);
        GObject.Unref(_bin);
    }
}
