using System.Globalization;
using System.Text;
using Skapi.Rtc.DataChannels;
using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Channels;

/// <summary>A data channel as webrtcbin has it: its properties, and the messages that it sends.</summary>
/// <remarks>Not thread-safe, and not used after it is disposed: the caller holds a lock.</remarks>
internal sealed class NativeChannel : IDisposable
{
    private readonly nint _webrtcbin;
    private readonly GObjectHandle _handle;
    private readonly OutgoingMessages _outgoing;

    public NativeChannel(nint webrtcbin, GObjectHandle handle, Action<string, Exception> failed)
    {
        (_webrtcbin, _handle, _outgoing) = (webrtcbin, handle, new OutgoingMessages(failed));
        using var use = handle.Borrow();
        Label = GObject.GetString(use.Instance, "label") ?? "";
        Protocol = GObject.GetString(use.Instance, "protocol") ?? "";
        Ordered = GObject.GetBoolean(use.Instance, "ordered");
        MaxRetransmits = Limit(GObject.GetInt(use.Instance, "max-retransmits"));
        MaxPacketLifeTime = Limit(GObject.GetInt(use.Instance, "max-packet-lifetime"));
    }

    /// <summary>The label.</summary>
    public string Label { get; }

    /// <summary>The subprotocol.</summary>
    public string Protocol { get; }

    /// <summary>Whether messages arrive in order.</summary>
    public bool Ordered { get; }

    /// <summary>The maximum number of retransmissions, or null for no limit.</summary>
    public ushort? MaxRetransmits { get; }

    /// <summary>The maximum time for transmissions in milliseconds, or null for no limit.</summary>
    public ushort? MaxPacketLifeTime { get; }

    /// <summary>Reads the SCTP stream, or null before the channel has one.</summary>
    public ushort? ReadId()
    {
        using var use = _handle.Borrow();
        return GObject.GetInt(use.Instance, "id") is >= 0 and < ushort.MaxValue and var id ? (ushort)id : null;
    }

    /// <summary>Reads how many bytes wait to be sent.</summary>
    public uint ReadBufferedAmount()
    {
        using var use = _handle.Borrow();
        return (uint)Math.Min(GObject.GetUInt64(use.Instance, "buffered-amount"), uint.MaxValue);
    }

    /// <summary>Sets the number of waiting bytes that webrtcbin reports when it is reached from above.</summary>
    public void SetLowThreshold(uint value)
    {
        using var use = _handle.Borrow();
        GObject.Set(use.Instance, "buffered-amount-low-threshold", value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Encodes a text message for <see cref="SendText"/>: UTF-8 that ends with a zero byte.</summary>
    public static byte[] Encode(string text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }

    /// <summary>Sends a text message.</summary>
    /// <returns>What went wrong, or null.</returns>
    public string? SendText(ReadOnlySpan<byte> encoded)
    {
        var text = encoded[..^1];
        if (text.IsEmpty)
            return SendMarked([], Ppid.EmptyText);

        return text.Contains((byte)0) ? SendMarked(text, Ppid.Text) : GstWebRtc.SendText(_handle, encoded);
    }

    /// <summary>Sends a binary message.</summary>
    /// <returns>What went wrong, or null.</returns>
    public unsafe string? Send(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
            return SendMarked([], Ppid.EmptyBinary);

        fixed (byte* start = data)
        {
            var bytes = GLib.BytesNew(start, (nuint)data.Length);
            try
            {
                return GstWebRtc.Send(_handle, bytes);
            }
            finally
            {
                GLib.BytesUnref(bytes);
            }
        }
    }

    /// <summary>Closes the channel. Messages that wait may be lost.</summary>
    public void Close() => GstWebRtc.CloseDataChannel(_handle);

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static ushort? Limit(int value) => value is >= 0 and <= ushort.MaxValue ? (ushort)value : null;

    private string? SendMarked(ReadOnlySpan<byte> data, uint ppid) =>
        _outgoing.Send(_webrtcbin, _handle, ReadId() ?? 0, data, ppid);
}
