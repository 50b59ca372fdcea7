using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Media.Sending;

/// <summary>Media whose decoders GStreamer selects: a file, or a device that may give compressed video.</summary>
internal abstract unsafe class DecodedSource(MediaKind kind) : LocalSource
{
    private nint _bin;
    private nint _entry;

    /// <inheritdoc/>
    public override IEnumerable<string> Elements => ["decodebin", "identity"];

    /// <summary>Audio or video.</summary>
    protected MediaKind Kind => kind;

    /// <summary>Whether the media is given out in real time. A file could be read at once.</summary>
    protected abstract bool IsPaced { get; }

    /// <summary>Reports what went wrong on a media thread.</summary>
    public Action<Exception>? Failed { get; init; }

    /// <inheritdoc/>
    public override nint Build(nint bin)
    {
        _bin = bin;
        var source = AddSource(bin);
        var decoder = GstElement.Add(bin, "decodebin");
        // Only one kind is decoded, because only that is sent.
        GObject.Set(decoder, "caps", $"{kind.Value}/x-raw(ANY)");
        GObject.Set(decoder, "expose-all-streams", false);
        GstElement.Link(source, decoder);

        _entry = GstElement.Add(bin, "identity");
        GObject.Set(_entry, "sync", IsPaced);
        Signals.Connect(decoder, "pad-added", (delegate* unmanaged[Cdecl]<nint, nint, nint, void>)&OnPadAdded, this);
        return _entry;
    }

    /// <summary>Makes the element that the undecoded media comes from, in a bin.</summary>
    protected abstract nint AddSource(nint bin);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnPadAdded(nint decoder, nint pad, nint userData)
    {
        var self = NativeState.Get<DecodedSource>(userData);
        try
        {
            self.HandleStream(pad);
        }
        catch (Exception exception)
        {
            self.Failed?.Invoke(exception);
        }
    }

    private void HandleStream(nint pad)
    {
        var target = GstElement.GetStaticPad(_entry, "sink");
        try
        {
            // Only the first stream of the kind is sent.
            if (GstPad.IsLinked(target) != 0 || !GstPad.CapsOf(pad).StartsWith(Kind.Value + "/", StringComparison.Ordinal))
                return;

            // A file's timestamps begin at 0, but the pipeline is already running.
            if (IsPaced)
                GstPad.SetOffset(pad, (long)GstElement.GetCurrentRunningTime(_bin));
            GstPad.Link(pad, target);
        }
        finally
        {
            GObject.Unref(target);
        }
    }
}
