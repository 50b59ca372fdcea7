using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>GStreamer's promises as tasks. Continuations do not run on the native thread that replies.</summary>
internal static unsafe partial class GstPromise
{
    private const int Replied = 2;

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_promise_get_type")]
    public static partial nuint GetGType();

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_promise_new_with_change_func")]
    private static partial nint New(
        delegate* unmanaged[Cdecl]<nint, nint, void> onChange, nint state, delegate* unmanaged[Cdecl]<nint, void> free);

    // It returns immediately in the change function, where the promise has its final state.
    [LibraryImport(Libraries.Gst, EntryPoint = "gst_promise_wait")]
    private static partial int GetResult(nint promise);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_promise_get_reply")]
    private static partial nint GetReply(nint promise);

    /// <summary>Makes a request to the native side.</summary>
    /// <param name="ask">Passes the promise to the native side, for example with a signal. It is called before this method returns.</param>
    /// <param name="read">Reads the reply on a native thread. Its structure is zero for an empty reply.</param>
    /// <exception cref="SkapiException">
    /// <c>TRANSPORT_FAILED</c>: the promise was dropped, because the peer is being disposed; or what <paramref name="read"/> throws.
    /// </exception>
    public static Task<T> AskAsync<T>(Action<nint> ask, Func<nint, T> read)
    {
        var question = new Question<T>(read);
        var promise = New(&OnChange, NativeState.New(question), NativeState.Destroy);
        try
        {
            ask(promise);
        }
        finally
        {
            GstCaps.Unref(promise);
        }

        return question.Task;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnChange(nint promise, nint userData) => NativeState.Get<IQuestion>(userData).Settle(promise);

    private interface IQuestion
    {
        void Settle(nint promise);
    }

    private sealed class Question<T>(Func<nint, T> read) : IQuestion
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Task => _answer.Task;

        public void Settle(nint promise)
        {
            try
            {
                if (GetResult(promise) != Replied)
                    throw SkapiException.TransportFailed("The peer connection was closed before it answered.");

                _answer.TrySetResult(read(GetReply(promise)));
            }
            catch (Exception exception) when (_answer.TrySetException(exception))
            {
                // The awaiting code gets the error.
            }
        }
    }
}
