using System.Buffers.Binary;
using System.Text;

namespace Skapi.Realtime.Gateway.Tests.Connections;

/// <summary>Frames as clients send them: masked (RFC 6455, section 5.2).</summary>
internal static class ClientFrames
{
    private static readonly byte[] Mask = [0x12, 0x34, 0x56, 0x78];

    public static byte[] Text(string text) => Create(0x81, Encoding.UTF8.GetBytes(text));

    public static byte[] Pong(byte[] content) => Create(0x8A, content);

    /// <summary>Answers a ping of the gateway, which is shorter than 126 bytes.</summary>
    public static byte[] Answer(byte[] ping) => Pong(ping[2..]);

    public static byte[] Create(byte start, byte[] content)
    {
        byte[] length = content.Length switch
        {
            < 126 => [(byte)(0x80 | content.Length)],
            <= ushort.MaxValue => [0x80 | 126, (byte)(content.Length >> 8), (byte)content.Length],
            _ => [0x80 | 127, .. BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness((ulong)content.Length))],
        };
        return [start, .. length, .. Mask, .. content.Select((value, index) => (byte)(value ^ Mask[index % Mask.Length]))];
    }
}
