using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>The metadata of an SCTP message.</summary>
internal static unsafe partial class GstSctp
{
    // GstMeta has 16 bytes; the payload protocol identifier comes first in both the send and the receive meta.
    private const int PpidOffset = 16;

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_buffer_get_meta")]
    private static partial nint GetMeta(nint buffer, nuint api);

    [LibraryImport(Libraries.GstSctp, EntryPoint = "gst_sctp_send_meta_api_get_type")]
    private static partial nuint GetSendMetaType();

    [LibraryImport(Libraries.GstSctp, EntryPoint = "gst_sctp_receive_meta_api_get_type")]
    private static partial nuint GetReceiveMetaType();

    /// <summary>
    /// The payload protocol identifier of a message that is about to be sent; it may be changed. Null without the metadata.
    /// </summary>
    public static uint* SentPpid(nint buffer) => PpidOf(GetMeta(buffer, GetSendMetaType()));

    /// <summary>The payload protocol identifier of a message that arrived; it may be changed. Null without the metadata.</summary>
    public static uint* ReceivedPpid(nint buffer) => PpidOf(GetMeta(buffer, GetReceiveMetaType()));

    private static uint* PpidOf(nint meta) => meta == 0 ? null : (uint*)(meta + PpidOffset);
}
