using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using Skapi.Rtc.Media;

namespace Skapi.Samples.Pictures;

/// <summary>Turns pictures of ImageSharp into those of a call: planes of Y, Cb and Cr (ITU-R BT.601).</summary>
internal static class I420Picture
{
    /// <summary>The planes of a picture, in the format of <see cref="VideoFrame.Data"/>.</summary>
    public static byte[] Of(Image<Rgb24> picture)
    {
        var (width, height) = (picture.Width, picture.Height);
        var planes = new byte[VideoFrame.SizeOf(width, height)];
        var (cbStart, chromaWidth) = (width * height, (width + 1) / 2);
        var crStart = cbStart + (chromaWidth * ((height + 1) / 2));
        picture.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < height; y++)
            {
                var row = rows.GetRowSpan(y);
                for (var x = 0; x < width; x++)
                {
                    var pixel = row[x];
                    planes[(y * width) + x] = (byte)(16 + (((66 * pixel.R) + (129 * pixel.G) + (25 * pixel.B) + 128) >> 8));
                    if (((x | y) & 1) != 0)
                        continue;

                    // One pixel stands for the four of a chroma sample.
                    var chroma = (y / 2 * chromaWidth) + (x / 2);
                    planes[cbStart + chroma] = (byte)(128 + (((-38 * pixel.R) - (74 * pixel.G) + (112 * pixel.B) + 128) >> 8));
                    planes[crStart + chroma] = (byte)(128 + (((112 * pixel.R) - (94 * pixel.G) - (18 * pixel.B) + 128) >> 8));
                }
            }
        });
        return planes;
    }
}
