namespace Skapi.Rtc.Media;

/// <summary>Raw pictures that an app pushes into calls. One feed may serve several calls.</summary>
/// <param name="width">Pixels across, of every picture.</param>
/// <param name="height">Pixels down, of every picture.</param>
/// <param name="frameRate">About how many pictures come a second: the encoder plans with it.</param>
/// <exception cref="ArgumentOutOfRangeException">A value is zero or negative.</exception>
public sealed class VideoFeed(int width, int height, int frameRate = 30)
{
    private readonly FrameHandlers<VideoFrame> _handlers = new();

    /// <summary>Pixels across, of every picture.</summary>
    public int Width { get; } = Values.Positive(width);

    /// <summary>Pixels down, of every picture.</summary>
    public int Height { get; } = Values.Positive(height);

    /// <summary>About how many pictures come a second.</summary>
    public int FrameRate { get; } = Values.Positive(frameRate);

    /// <summary>Gives a picture to every call that sends this feed.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the picture has another size than the feed.</exception>
    public void Push(VideoFrame frame)
    {
        if (frame.Width != Width || frame.Height != Height || frame.Data.Length != VideoFrame.SizeOf(Width, Height))
        {
            throw SkapiException.InvalidParameter(
                $"The picture is {frame.Width}x{frame.Height} with {frame.Data.Length} bytes, "
                + $"but this feed takes {Width}x{Height} with {VideoFrame.SizeOf(Width, Height)} bytes of I420.");
        }

        _handlers.Invoke(frame);
    }

    /// <summary>For transports: takes the pictures until the result is disposed.</summary>
    public IDisposable Subscribe(Action<VideoFrame> handler) => _handlers.Add(handler);
}
