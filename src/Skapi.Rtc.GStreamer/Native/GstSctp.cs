using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>What GStreamer writes about an SCTP message beside its bytes.</summary>
internal static unsafe partial class GstSctp
{
    // GstMeta has 16 bytes; the payload protocol identifier comes first in both the send and the receive meta.
    private const int PpidOffset = 16;

    [LibraryImport(Libraries.GstSctp, EntryPoint = "gst_sctp_buffer_get_send_meta")]
    private static partial nint GetSendMeta(nint buffer);

    [LibraryImport(Libraries.GstSctp, EntryPoint = "gst_sctp_buffer_get_receive_meta")]
    private static partial nint GetReceiveMeta(nint buffer);

    /// <summary>Changes the payload protocol identifier of a message that is about to be sent.</summary>
    public static void SetSendPpid(nint buffer, uint ppid)
    {
        var meta = GetSendMeta(buffer);
        if (meta != 0)
            *(uint*)(meta + PpidOffset) = ppid;
    }

    /// <summary>The payload protocol identifier of a message that arrived, which may be changed; null where there is none.</summary>
    public static uint* ReceivedPpid(nint buffer)
    {
        var meta = GetReceiveMeta(buffer);
        return meta == 0 ? null : (uint*)(meta + PpidOffset);
    }
}
