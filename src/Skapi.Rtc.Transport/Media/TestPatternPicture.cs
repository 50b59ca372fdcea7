namespace Skapi.Rtc.Media;

/// <summary>For transports: the picture of <see cref="VideoSource.TestPattern"/>, seven vertical colour bars.</summary>
public static class TestPatternPicture
{
    /// <summary>White, yellow, cyan, green, magenta, red, blue as Y, Cb, Cr (ITU-R BT.601).</summary>
    private static readonly (byte Y, byte Cb, byte Cr)[] Bars =
    [
        (235, 128, 128), (210, 16, 146), (170, 166, 16), (145, 54, 34),
        (106, 202, 222), (81, 90, 240), (41, 240, 110),
    ];

    /// <summary>Draws the picture, in the format of <see cref="VideoFrame.Data"/>.</summary>
    public static byte[] Draw(int width, int height)
    {
        var picture = new byte[VideoFrame.SizeOf(width, height)];
        var chromaWidth = (width + 1) / 2;
        var chromaHeight = (height + 1) / 2;
        var luma = picture.AsSpan(0, width * height);
        var cb = picture.AsSpan(luma.Length, chromaWidth * chromaHeight);
        var cr = picture.AsSpan(luma.Length + cb.Length);
        for (var x = 0; x < width; x++)
        {
            for (var y = 0; y < height; y++)
                luma[(y * width) + x] = BarAt(x, width).Y;
        }

        for (var x = 0; x < chromaWidth; x++)
        {
            for (var y = 0; y < chromaHeight; y++)
                (cb[(y * chromaWidth) + x], cr[(y * chromaWidth) + x]) = (BarAt(x, chromaWidth).Cb, BarAt(x, chromaWidth).Cr);
        }

        return picture;
    }

    private static (byte Y, byte Cb, byte Cr) BarAt(int x, int width) => Bars[x * Bars.Length / width];
}
