namespace Skapi.Rtc.GStreamer.Media;

/// <summary>
/// Converts I420 between GStreamer's layout, whose rows are a multiple of four bytes, and the contract's, which has no padding.
/// </summary>
internal static class I420Layout
{
    /// <summary>Whether the two layouts are the same.</summary>
    public static bool IsTight(int width, int height) => width % 8 == 0 && height % 2 == 0;

    /// <summary>Converts to GStreamer's layout.</summary>
    public static ReadOnlySpan<byte> Pad(int width, int height, ReadOnlySpan<byte> tight) =>
        IsTight(width, height) ? tight : Convert(width, height, tight, toPadded: true);

    /// <summary>Converts from GStreamer's layout.</summary>
    public static ReadOnlySpan<byte> Tighten(int width, int height, ReadOnlySpan<byte> padded) =>
        IsTight(width, height) ? padded : Convert(width, height, padded, toPadded: false);

    private static byte[] Convert(int width, int height, ReadOnlySpan<byte> from, bool toPadded)
    {
        var (chromaWidth, chromaHeight) = ((width + 1) / 2, (height + 1) / 2);
        var lumaStride = RoundUp(width, 4);
        var chromaStride = RoundUp(RoundUp(width, 2) / 2, 4);
        var paddedSize = (lumaStride * RoundUp(height, 2)) + (2 * chromaStride * chromaHeight);
        var tightSize = (width * height) + (2 * chromaWidth * chromaHeight);
        if (from.Length < (toPadded ? tightSize : paddedSize))
            throw SkapiException.TransportFailed($"A frame of {width}x{height} has {from.Length} bytes, which are too few.");

        var to = new byte[toPadded ? paddedSize : tightSize];
        var (tight, padded) = (0, 0);
        Plane(width, height, lumaStride, RoundUp(height, 2), from, to);
        Plane(chromaWidth, chromaHeight, chromaStride, chromaHeight, from, to);
        Plane(chromaWidth, chromaHeight, chromaStride, chromaHeight, from, to);
        return to;

        void Plane(int rowLength, int rows, int stride, int paddedRows, ReadOnlySpan<byte> source, byte[] target)
        {
            for (var row = 0; row < rows; row++)
            {
                var (tightAt, paddedAt) = (tight + (row * rowLength), padded + (row * stride));
                source.Slice(toPadded ? tightAt : paddedAt, rowLength).CopyTo(target.AsSpan(toPadded ? paddedAt : tightAt));
            }

            tight += rows * rowLength;
            padded += paddedRows * stride;
        }
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
