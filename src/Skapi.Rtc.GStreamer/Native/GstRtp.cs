using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>GStreamer's RTP packets.</summary>
internal static unsafe partial class GstRtp
{
    // GstRTPBuffer has 496 bytes in version 1.22.
    private const int RtpBufferSize = 1024;
    private const int MapReadWrite = 3;

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_mini_object_make_writable")]
    public static partial nint MakeWritable(nint miniObject);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_buffer_list_length")]
    private static partial uint ListLength(nint list);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_buffer_list_get_writable")]
    private static partial nint ListGetWritable(nint list, uint index);

    [LibraryImport(Libraries.GstRtp, EntryPoint = "gst_rtp_buffer_map")]
    private static partial int Map(nint buffer, int flags, void* rtp);

    [LibraryImport(Libraries.GstRtp, EntryPoint = "gst_rtp_buffer_unmap")]
    private static partial void Unmap(void* rtp);

    [LibraryImport(Libraries.GstRtp, EntryPoint = "gst_rtp_buffer_add_extension_onebyte_header")]
    private static partial int AddOneByteExtension(void* rtp, byte id, byte* data, uint size);

    /// <summary>Adds a header extension (RFC 8285) to a writable packet.</summary>
    public static void AddExtension(nint buffer, byte id, ReadOnlySpan<byte> value)
    {
        var rtp = stackalloc byte[RtpBufferSize];
        new Span<byte>(rtp, RtpBufferSize).Clear();
        if (Map(buffer, MapReadWrite, rtp) == 0)
            return;

        fixed (byte* data = value)
            _ = AddOneByteExtension(rtp, id, data, (uint)value.Length);
        Unmap(rtp);
    }

    /// <summary>Adds a header extension to every packet of a writable list.</summary>
    public static void AddExtensionToList(nint list, byte id, ReadOnlySpan<byte> value)
    {
        var length = ListLength(list);
        for (var i = 0u; i < length; i++)
            AddExtension(ListGetWritable(list, i), id, value);
    }
}
