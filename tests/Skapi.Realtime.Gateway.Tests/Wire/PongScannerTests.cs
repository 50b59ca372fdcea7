using System.Buffers.Binary;
using FsCheck.Xunit;
using Skapi.Realtime.Gateway.Tests.Connections;
using Skapi.Realtime.Gateway.Wire;

namespace Skapi.Realtime.Gateway.Tests.Wire;

public class PongScannerTests
{
    [Property]
    public void A_pong_is_found_between_frames_of_any_length_however_they_are_cut(ushort before, bool isLong, ulong content, int seed)
    {
        var random = new Random(seed);
        var text = new byte[isLong ? 65_536 + before : before % 300];
        random.NextBytes(text);
        byte[] sent =
        [
            .. ClientFrames.Create(0x01, text), .. ClientFrames.Create(0x80, text), .. ClientFrames.Pong(Bytes(content)),
            .. ClientFrames.Create(0x82, text), .. ClientFrames.Pong(text[..Math.Min(text.Length, 7)]),
        ];
        var scanner = new PongScanner();

        for (var position = 0; position < sent.Length;)
        {
            var part = Math.Min(random.Next(1, random.Next(2) == 0 ? 4 : 40_000), sent.Length - position);
            scanner.Scan(sent.AsSpan(position, part));
            position += part;
        }

        scanner.LastPong.ShouldBe(content);
    }

    [Fact]
    public void A_pong_within_the_content_of_a_frame_is_none()
    {
        var scanner = new PongScanner();

        scanner.Scan([0x82, 14, .. ClientFrames.Pong(Bytes(1))]);

        scanner.LastPong.ShouldBe(0ul);
    }

    [Property]
    public void Arbitrary_bytes_are_no_failure(byte[] bytes)
    {
        var scanner = new PongScanner();

        Should.NotThrow(() => scanner.Scan(bytes));
    }

    private static byte[] Bytes(ulong content)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, content);
        return bytes;
    }
}
