using Skapi.Rtc.Media;

namespace Skapi.Rtc.Codecs.Coding;

/// <summary>The two laws of ITU-T G.711: a sample of 13 or 14 bits in a byte. Samples have 16 bits here.</summary>
internal static class G711
{
    // µ-law adds this to the magnitude, so that every segment begins at a power of two (G.711, table 2a).
    private const int MuBias = 0x84;
    private const int MuMax = short.MaxValue - MuBias;
    private const byte AlawInversion = 0x55;

    private static readonly short[] MuLaw = Table(ExpandMu);
    private static readonly short[] ALaw = Table(ExpandA);

    /// <summary>The samples of the 256 codes.</summary>
    public static ReadOnlySpan<short> TableOf(MediaCodec codec) => codec == MediaCodec.Pcmu ? MuLaw : ALaw;

    /// <summary>Encodes a sample with the µ-law.</summary>
    public static byte CompressMu(short sample)
    {
        var sign = sample < 0 ? 0x80 : 0;
        var magnitude = Math.Min(Math.Abs((int)sample), MuMax) + MuBias;

        // The position of the highest bit, which is one of the bits 7 to 14.
        var segment = int.Log2(magnitude) - 7;
        return (byte)~(sign | (segment << 4) | ((magnitude >> (segment + 3)) & 0x0f));
    }

    /// <summary>Encodes a sample with the A-law.</summary>
    public static byte CompressA(short sample)
    {
        // A negative sample is complemented, so −1 has the magnitude 0.
        var sign = sample < 0 ? 0 : 0x80;
        var magnitude = sample < 0 ? ~sample : sample;
        var segment = Math.Max(int.Log2(magnitude | 1) - 7, 0);
        var mantissa = (magnitude >> (segment == 0 ? 4 : segment + 3)) & 0x0f;
        return (byte)((sign | (segment << 4) | mantissa) ^ AlawInversion);
    }

    private static short ExpandMu(byte code)
    {
        var inverted = ~code;
        var magnitude = ((((inverted & 0x0f) << 3) + MuBias) << ((inverted >> 4) & 7)) - MuBias;
        return (short)((inverted & 0x80) != 0 ? -magnitude : magnitude);
    }

    private static short ExpandA(byte code)
    {
        var inverted = code ^ AlawInversion;
        var segment = (inverted >> 4) & 7;
        var mantissa = ((inverted & 0x0f) << 4) + 8;
        var magnitude = segment == 0 ? mantissa : (mantissa + 0x100) << (segment - 1);
        return (short)((inverted & 0x80) != 0 ? magnitude : -magnitude);
    }

    private static short[] Table(Func<byte, short> expand) => [.. Enumerable.Range(0, 256).Select(code => expand((byte)code))];
}
