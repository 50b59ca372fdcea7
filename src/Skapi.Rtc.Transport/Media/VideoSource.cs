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
    /// <param name="Path">The path of the file.</param>
    /// <exception cref="ArgumentNullException">There is no path.</exception>
    public sealed record File(string Path) : VideoSource
    {
        /// <summary>The path of the file.</summary>
        public string Path { get; init; } = Values.NotNull(Path);
    }

    /// <summary>Raw frames that the app pushes.</summary>
    /// <param name="Feed">The feed.</param>
    /// <exception cref="ArgumentNullException">There is no feed.</exception>
    public sealed record Raw(VideoFeed Feed) : VideoSource
    {
        /// <summary>The feed.</summary>
        public VideoFeed Feed { get; init; } = Values.NotNull(Feed);
    }

    /// <summary>Encoded frames that the app pushes.</summary>
    /// <param name="Feed">The feed.</param>
    /// <exception cref="ArgumentNullException">There is no feed.</exception>
    public sealed record Encoded(EncodedFeed Feed) : VideoSource
    {
        /// <summary>The feed.</summary>
        public EncodedFeed Feed { get; init; } = Values.NotNull(Feed);
    }
}
