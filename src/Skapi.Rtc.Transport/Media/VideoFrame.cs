namespace Skapi.Rtc.Media;

/// <summary>One picture, I420. It is valid only while the callback runs that it was given to.</summary>
/// <param name="width">Pixels across.</param>
/// <param name="height">Pixels down.</param>
/// <param name="data">Planes Y, U and V without padding: width × height + 2 × ⌈width/2⌉ × ⌈height/2⌉ bytes.</param>
/// <param name="timestamp">When it is shown, since the track began.</param>
public readonly ref struct VideoFrame(int width, int height, ReadOnlySpan<byte> data, TimeSpan timestamp)
{
    /// <summary>Pixels across.</summary>
    public int Width { get; } = width;

    /// <summary>Pixels down.</summary>
    public int Height { get; } = height;

    /// <summary>Planes Y, U and V without padding.</summary>
    public ReadOnlySpan<byte> Data { get; } = data;

    /// <summary>When it is shown, since the track began.</summary>
    public TimeSpan Timestamp { get; } = timestamp;

    /// <summary>How many bytes a picture of this size has.</summary>
    public static int SizeOf(int width, int height) => (width * height) + (2 * ((width + 1) / 2) * ((height + 1) / 2));
}
