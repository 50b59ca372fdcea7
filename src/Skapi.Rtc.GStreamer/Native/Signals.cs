using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>GObject's signals: handlers with a managed state, and emissions without variadic functions.</summary>
internal static unsafe partial class Signals
{
    /// <summary>Connects a handler. The state stays reachable until the handler is disconnected or the instance is finalized.</summary>
    /// <param name="instance">The object that emits the signal.</param>
    /// <param name="signal">The signal's name, with its detail if it has one: <c>notify::state</c>.</param>
    /// <param name="handler">
    /// A function with the signal's C signature, whose last argument is the state for <see cref="NativeState.Get{T}"/>.
    /// </param>
    /// <param name="state">The handler's state.</param>
    /// <returns>The handler's id.</returns>
    public static nuint Connect(nint instance, string signal, void* handler, object state) =>
        ConnectData(instance, signal, handler, NativeState.New(state), NativeState.Free, 0);

    /// <summary>Disconnects a handler; its state may be collected then.</summary>
    [LibraryImport(Libraries.GObject, EntryPoint = "g_signal_handler_disconnect")]
    public static partial void Disconnect(nint instance, nuint handlerId);

    /// <summary>Emits a signal that returns nothing.</summary>
    public static void Emit(nint instance, string signal, params ReadOnlySpan<GValue> arguments) => Emit(instance, signal, null, arguments);

    /// <summary>Emits a signal that returns an object.</summary>
    /// <returns>The object, or null where the signal's receiver returned none.</returns>
    public static GObjectHandle? EmitForObject(nint instance, string signal, nuint resultType, params ReadOnlySpan<GValue> arguments)
    {
        using var result = GValue.New(resultType);
        Emit(instance, signal, &result, arguments);
        var created = result.DuplicateObject();
        return created == 0 ? null : new GObjectHandle(created);
    }

    /// <summary>Emits a signal that returns a boolean.</summary>
    public static bool EmitForBoolean(nint instance, string signal, params ReadOnlySpan<GValue> arguments)
    {
        using var result = GValue.New(GType.Boolean);
        Emit(instance, signal, &result, arguments);
        return result.GetBoolean();
    }

    private static void Emit(nint instance, string signal, GValue* result, ReadOnlySpan<GValue> arguments)
    {
        var id = Lookup(signal, GType.Of(instance));
        if (id == 0)
            throw new InvalidOperationException($"The native object has no signal “{signal}”.");

        // The emission takes one array: the instance, then the arguments.
        var values = stackalloc GValue[arguments.Length + 1];
        values[0] = GValue.OfObject(instance);
        for (var i = 0; i < arguments.Length; i++)
            values[i + 1] = arguments[i];

        EmitV(values, id, 0, result);

        for (var i = 0; i <= arguments.Length; i++)
            Unsafe.AsRef<GValue>(values + i).Dispose();
    }

    [LibraryImport(Libraries.GObject, EntryPoint = "g_signal_connect_data", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nuint ConnectData(
        nint instance, string signal, void* handler, nint state, delegate* unmanaged[Cdecl]<nint, nint, void> free, int flags);

    [LibraryImport(Libraries.GObject, EntryPoint = "g_signal_lookup", StringMarshalling = StringMarshalling.Utf8)]
    private static partial uint Lookup(string name, nuint type);

    [LibraryImport(Libraries.GObject, EntryPoint = "g_signal_emitv")]
    private static partial void EmitV(GValue* instanceAndArguments, uint signalId, uint detail, GValue* result);
}
