namespace Skapi.Rtc.Media;

/// <summary>Where outgoing pictures come from.</summary>
public abstract record VideoSource
{
    private VideoSource()
    {
    }

    /// <summary>A camera.</summary>
    /// <param name="Id">The device's id in the stack; null takes the default one.</param>
    public sealed record Device(string? Id = null) : VideoSource;

    /// <summary>
    /// A test pattern: in the upper half, seven vertical bars of equal width, white, yellow, cyan, green, magenta, red, blue.
    /// </summary>
    /// <param name="Width">Pixels across.</param>
    /// <param name="Height">Pixels down.</param>
    /// <param name="FrameRate">Pictures a second.</param>
    public sealed record TestPattern(int Width = 640, int Height = 480, int FrameRate = 30) : VideoSource;

    /// <summary>The pictures of a media file, played once.</summary>
    public sealed record File(string Path) : VideoSource;

    /// <summary>Raw frames that the app pushes.</summary>
    public sealed record Raw(VideoFeed Feed) : VideoSource;

    /// <summary>Encoded frames that the app pushes.</summary>
    public sealed record Encoded(EncodedFeed Feed) : VideoSource;
}
