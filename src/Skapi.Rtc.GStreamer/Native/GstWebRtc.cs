using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>GStreamer's WebRTC objects: data channels and transceivers.</summary>
internal static unsafe partial class GstWebRtc
{
    [LibraryImport(Libraries.GstWebRtc, EntryPoint = "gst_webrtc_data_channel_get_type")]
    public static partial nuint GetDataChannelType();

    [LibraryImport(Libraries.GstWebRtc, EntryPoint = "gst_webrtc_rtp_transceiver_get_type")]
    public static partial nuint GetTransceiverType();

    [LibraryImport(Libraries.GstWebRtc, EntryPoint = "gst_webrtc_rtp_transceiver_direction_get_type")]
    public static partial nuint GetDirectionType();

    [LibraryImport(Libraries.GstWebRtc, EntryPoint = "gst_webrtc_data_channel_close")]
    public static partial void CloseDataChannel(GObjectHandle channel);

    [LibraryImport(Libraries.GstWebRtc, EntryPoint = "gst_webrtc_data_channel_send_data_full")]
    private static partial int SendData(GObjectHandle channel, nint bytes, nint* error);

    [LibraryImport(Libraries.GstWebRtc, EntryPoint = "gst_webrtc_data_channel_send_string_full")]
    private static partial int SendString(GObjectHandle channel, byte* text, nint* error);

    /// <summary>Sends a binary message.</summary>
    /// <returns>What went wrong, or null.</returns>
    public static string? Send(GObjectHandle channel, nint bytes)
    {
        nint error = 0;
        return SendData(channel, bytes, &error) != 0 ? null : GLib.TakeErrorMessage(error);
    }

    /// <summary>Sends a text message of UTF-8 that ends with a zero byte.</summary>
    /// <returns>What went wrong, or null.</returns>
    public static string? SendText(GObjectHandle channel, ReadOnlySpan<byte> text)
    {
        nint error = 0;
        fixed (byte* start = text)
            return SendString(channel, start, &error) != 0 ? null : GLib.TakeErrorMessage(error);
    }
}
