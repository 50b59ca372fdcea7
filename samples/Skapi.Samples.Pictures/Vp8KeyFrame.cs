using System.Buffers.Binary;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;

namespace Skapi.Samples.Pictures;

/// <summary>Encodes and decodes single VP8 key frames, by means of the WebP codec of ImageSharp.</summary>
internal static class Vp8KeyFrame
{
    private const int MaxWidth = 1920;
    private const int MaxHeight = 1080;
    private const int HeaderSize = 10;
    private const int SizeMask = 0x3FFF;

    private static readonly WebpEncoder Encoder = new()
    {
        FileFormat = WebpFileFormatType.Lossy, Method = WebpEncodingMethod.Level2, Quality = 75,
    };

    /// <summary>Encodes a picture.</summary>
    public static byte[] Encode(Image<Rgb24> picture)
    {
        using var file = new MemoryStream();
        picture.Save(file, Encoder);
        return WebpFile.Unwrap(file.GetBuffer().AsSpan(0, (int)file.Length));
    }

    /// <summary>Decodes a frame, or returns null if it is not a key frame, is damaged, or is larger than 1920 × 1080.</summary>
    public static Image<Rgb24>? Decode(ReadOnlySpan<byte> frame)
    {
        if (!HasAllowedSize(frame))
            return null;

        try
        {
            return Image.Load<Rgb24>(WebpFile.Wrap(frame));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The codec does not check everything that it reads, so a damaged frame is also an index that is out of range, for example.
            return null;
        }
    }

    /// <summary>RFC 6386, section 9.1: the lowest bit of the tag is 0, then come the start code, the width and the height.</summary>
    private static bool HasAllowedSize(ReadOnlySpan<byte> frame) =>
        frame.Length > HeaderSize
        && (frame[0] & 1) == 0
        && frame[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])
        && (BinaryPrimitives.ReadUInt16LittleEndian(frame[6..]) & SizeMask) is > 0 and <= MaxWidth
        && (BinaryPrimitives.ReadUInt16LittleEndian(frame[8..]) & SizeMask) is > 0 and <= MaxHeight;
}
