using System.Buffers.Binary;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using Skapi.Rtc.Media;
using Skapi.Rtc.Rtp;

namespace Skapi.Samples.Pictures.Tests;

/// <summary>Pictures as single VP8 key frames.</summary>
public sealed class Vp8KeyFrameTests
{
    private static readonly Rgb24 Green = new(0, 191, 0);
    private static readonly Rgb24 Blue = new(0, 0, 191);

    [Theory]
    [InlineData(64, 48)]
    [InlineData(33, 17)]
    public void A_picture_is_read_back_from_its_frame(int width, int height)
    {
        var frame = FrameOf(width, height);

        KeyFrames.IsKeyFrame(MediaCodec.Vp8, frame).ShouldBeTrue();
        using var picture = Vp8KeyFrame.Decode(frame).ShouldNotBeNull();
        (picture.Width, picture.Height).ShouldBe((width, height));
        IsNear(picture[width / 4, height / 2], Green).ShouldBeTrue();
        IsNear(picture[width * 3 / 4, height / 2], Blue).ShouldBeTrue();
    }

    [Fact]
    public void A_decoded_picture_has_the_planes_of_a_call()
    {
        using var picture = Vp8KeyFrame.Decode(FrameOf(64, 48))!;

        var planes = I420Picture.Of(picture);

        planes.Length.ShouldBe(VideoFrame.SizeOf(64, 48));
        // ITU-R BT.601 of green and blue at 75 percent.
        ((int)planes[(24 * 64) + 16]).ShouldBeInRange(106, 118);
        ((int)planes[(24 * 64) + 48]).ShouldBeInRange(29, 41);
    }

    [Fact]
    public void A_frame_between_key_frames_is_not_decoded()
    {
        var frame = FrameOf(64, 48);
        frame[0] |= 1;

        Vp8KeyFrame.Decode(frame).ShouldBeNull();
    }

    [Fact]
    public void A_frame_that_claims_to_be_large_is_not_decoded()
    {
        var frame = FrameOf(64, 48);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(6), 16_000);

        Vp8KeyFrame.Decode(frame).ShouldBeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Damaged_frames_throw_nothing(int seed)
    {
        var random = new Random(seed);
        var whole = FrameOf(64, 48);
        for (var number = 0; number < 1000; number++)
        {
            var frame = whole.AsSpan(0, random.Next(whole.Length + 1)).ToArray();
            for (var changes = random.Next(8); changes > 0 && frame.Length > 0; changes--)
                frame[random.Next(frame.Length)] = (byte)random.Next(256);

            Should.NotThrow(() => Vp8KeyFrame.Decode(frame)?.Dispose(), Convert.ToHexString(frame));
        }
    }

    private static byte[] FrameOf(int width, int height)
    {
        using var picture = new Image<Rgb24>(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                picture[x, y] = x < width / 2 ? Green : Blue;
        }

        return Vp8KeyFrame.Encode(picture);
    }

    private static bool IsNear(Rgb24 pixel, Rgb24 expected) =>
        Math.Abs(pixel.R - expected.R) < 16 && Math.Abs(pixel.G - expected.G) < 16 && Math.Abs(pixel.B - expected.B) < 16;
}
