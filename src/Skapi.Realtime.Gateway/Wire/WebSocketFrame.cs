using System.Buffers.Binary;

namespace Skapi.Realtime.Gateway.Wire;

/// <summary>
/// Whole messages of a server in the form of the WebSocket protocol: one frame, not masked, not compressed (RFC 6455, section 5.2).
/// A text is put into this form once, however many clients get it.
/// </summary>
internal static class WebSocketFrame
{
    private const byte Final = 0x80;
    private const byte OpcodeMask = 0x0F;
    private const byte TextOpcode = 0x1;
    private const byte CloseOpcode = 0x8;
    private const byte PingOpcode = 0x9;

    private const int ShortHeader = 2;
    private const int MediumHeader = 4;
    private const int LongHeader = 10;
    private const byte MediumLength = 126;
    private const byte LongLength = 127;

    /// <summary>A ping without content.</summary>
    public static ReadOnlyMemory<byte> Ping { get; } = new byte[] { Final | PingOpcode, 0 };

    /// <summary>Creates a ping with content. The other side repeats it in its pong (RFC 6455, section 5.5.3).</summary>
    public static byte[] CreatePing(ulong content)
    {
        var frame = new byte[ShortHeader + sizeof(ulong)];
        frame[0] = Final | PingOpcode;
        frame[1] = sizeof(ulong);
        BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(ShortHeader), content);
        return frame;
    }

    /// <summary>Creates a text frame.</summary>
    /// <param name="length">The length of the text in bytes.</param>
    /// <param name="text">Where the caller writes the text to.</param>
    public static byte[] CreateText(int length, out Span<byte> text)
    {
        var header = length switch
        {
            < MediumLength => ShortHeader,
            <= ushort.MaxValue => MediumHeader,
            _ => LongHeader,
        };
        var frame = GC.AllocateUninitializedArray<byte>(header + length);
        frame[0] = Final | TextOpcode;
        switch (header)
        {
            case ShortHeader:
                frame[1] = (byte)length;
                break;
            case MediumHeader:
                frame[1] = MediumLength;
                BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(ShortHeader), (ushort)length);
                break;
            default:
                frame[1] = LongLength;
                BinaryPrimitives.WriteUInt64BigEndian(frame.AsSpan(ShortHeader), (ulong)length);
                break;
        }

        text = frame.AsSpan(header);
        return frame;
    }

    /// <summary>Returns the text of a frame that <see cref="CreateText"/> has created.</summary>
    public static ReadOnlyMemory<byte> TextOf(byte[] frame) => frame.AsMemory(frame[1] switch
    {
        MediumLength => MediumHeader,
        LongLength => LongHeader,
        _ => ShortHeader,
    });

    /// <summary>Whether a frame of a server closes the connection.</summary>
    public static bool IsClose(ReadOnlySpan<byte> frame) => frame.Length > 0 && (frame[0] & OpcodeMask) == CloseOpcode;
}
