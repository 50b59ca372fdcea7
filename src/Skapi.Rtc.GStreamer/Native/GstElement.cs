using System.Runtime.InteropServices;
using Skapi.Rtc.GStreamer.Installation;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>GStreamer's elements, bins and pipelines.</summary>
internal static unsafe partial class GstElement
{
    private const int StateNull = 1;
    private const int StateReady = 2;
    private const int StatePlaying = 4;
    private const int StateChangeFailure = 0;
    private const int IteratorOk = 1;
    private const int IteratorResync = 2;

    /// <summary>Creates an element, with a floating reference; zero if it cannot be created.</summary>
    [LibraryImport(Libraries.Gst, EntryPoint = "gst_element_factory_make", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint FactoryMake(string factory, string? name);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_pipeline_new", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint PipelineNew(string? name);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_bin_new", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint BinNew(string? name);

    /// <summary>Puts an element into a bin, which takes over its floating reference.</summary>
    [LibraryImport(Libraries.Gst, EntryPoint = "gst_bin_add")]
    public static partial void BinAdd(nint bin, nint element);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_bin_remove")]
    public static partial void BinRemove(nint bin, nint element);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_element_link")]
    private static partial int LinkElements(nint source, nint sink);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_element_set_state")]
    private static partial int SetState(nint element, int state);

    /// <summary>Whether an element stays in its state when its bin changes.</summary>
    [LibraryImport(Libraries.Gst, EntryPoint = "gst_element_set_locked_state")]
    public static partial void SetLockedState(nint element, int locked);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_element_sync_state_with_parent")]
    private static partial int SyncStateWithParent(nint element);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_element_get_bus")]
    public static partial nint GetBus(nint element);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_element_get_static_pad", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GetStaticPad(nint element, string name);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_element_request_pad_simple", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint RequestPad(nint element, string template);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_element_release_request_pad")]
    public static partial void ReleaseRequestPad(nint element, nint pad);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_element_add_pad")]
    public static partial void AddPad(nint element, nint pad);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_element_get_current_running_time")]
    public static partial ulong GetCurrentRunningTime(nint element);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_bin_recalculate_latency")]
    private static partial int RecalculateLatency(nint bin);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_object_has_as_ancestor")]
    public static partial int HasAncestor(nint instance, nint ancestor);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_element_get_factory")]
    private static partial nint GetFactory(nint element);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_object_get_name")]
    private static partial nint GetObjectName(nint instance);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_bin_iterate_all_by_element_factory_name", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint IterateAllByFactory(nint bin, string factory);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_element_iterate_sink_pads")]
    private static partial nint IterateSinkPads(nint element);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_iterator_next")]
    private static partial int IteratorNext(nint iterator, GValue* element);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_iterator_resync")]
    private static partial void ResyncIterator(nint iterator);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_iterator_free")]
    private static partial void IteratorFree(nint iterator);

    /// <summary>Creates an element inside a bin.</summary>
    /// <exception cref="SkapiException"><c>NOT_SUPPORTED</c>: the element is not installed.</exception>
    public static nint Add(nint bin, string factory)
    {
        var element = FactoryMake(factory, null);
        if (element == 0)
            throw MissingParts.Element(factory);

        BinAdd(bin, element);
        return element;
    }

    /// <summary>Gives a bin a pad that leads to a pad of an element inside it.</summary>
    /// <returns>The pad of the bin, which owns it.</returns>
    public static nint Expose(nint bin, nint element, string pad)
    {
        var inner = GetStaticPad(element, pad);
        var outer = GstPad.GhostPadNew(pad, inner);
        GObject.Unref(inner);
        AddPad(bin, outer);
        return outer;
    }

    /// <summary>Opens the device or file of an element without running it.</summary>
    /// <returns>Whether it could be opened.</returns>
    public static bool Open(nint element) => SetState(element, StateReady) != StateChangeFailure;

    /// <summary>Runs an element.</summary>
    /// <returns>Whether it can run.</returns>
    public static bool Play(nint element) => SetState(element, StatePlaying) != StateChangeFailure;

    /// <summary>Runs an element that was added to a bin that runs.</summary>
    /// <returns>Whether it can run.</returns>
    public static bool Join(nint element) => SyncStateWithParent(element) != 0;

    /// <summary>Distributes a pipeline's latency to its elements, after elements were added. RTCP's sender reports need it.</summary>
    public static void UpdateLatency(nint pipeline) => _ = RecalculateLatency(pipeline);

    /// <summary>Stops an element, and waits for its threads. Must not be called on one of them.</summary>
    public static void Stop(nint element) => _ = SetState(element, StateNull);

    /// <summary>Lets threads return that wait inside an element for room. Its pads take no data afterwards.</summary>
    public static void Flush(nint element)
    {
        var iterator = IterateSinkPads(element);
        GValue pad = default;
        try
        {
            int found;
            while ((found = IteratorNext(iterator, &pad)) is IteratorOk or IteratorResync)
            {
                // The element got or lost a pad meanwhile. To flush a pad twice does no harm.
                if (found == IteratorResync)
                {
                    ResyncIterator(iterator);
                    continue;
                }

                using var handle = new GObjectHandle(pad.DuplicateObject());
                using var use = handle.Borrow();
                GstPad.SendEvent(use.Instance, GstPad.NewFlushStart());
                pad.Dispose();
                pad = default;
            }
        }
        finally
        {
            pad.Dispose();
            IteratorFree(iterator);
        }
    }

    /// <summary>Links elements in a row, each to the next.</summary>
    /// <exception cref="SkapiException"><c>TRANSPORT_FAILED</c>: two of them do not match.</exception>
    public static void Link(params ReadOnlySpan<nint> elements)
    {
        for (var i = 1; i < elements.Length; i++)
        {
            if (LinkElements(elements[i - 1], elements[i]) == 0)
                throw SkapiException.TransportFailed($"{NameOf(elements[i - 1])} and {NameOf(elements[i])} could not be linked.");
        }
    }

    /// <summary>An element's name, for messages.</summary>
    public static string NameOf(nint element) => GLib.TakeString(GetObjectName(element)) ?? "an element";

    /// <summary>The name of the factory that made an element; empty without a factory.</summary>
    public static string FactoryOf(nint element)
    {
        var factory = GetFactory(element);
        return factory == 0 ? "" : NameOf(factory);
    }

    /// <summary>The first element of a factory in a bin or in the bins inside it, or null.</summary>
    public static GObjectHandle? Find(nint bin, string factory)
    {
        var iterator = IterateAllByFactory(bin, factory);
        GValue element = default;
        try
        {
            return IteratorNext(iterator, &element) == IteratorOk ? new GObjectHandle(element.DuplicateObject()) : null;
        }
        finally
        {
            element.Dispose();
            IteratorFree(iterator);
        }
    }
}
