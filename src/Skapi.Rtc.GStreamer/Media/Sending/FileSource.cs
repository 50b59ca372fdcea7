using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Media.Sending;

/// <summary>The audio or the video of a media file.</summary>
internal sealed class FileSource : DecodedSource
{
    // About as much as GStreamer's format detection reads at most.
    private const int LongestBeginning = 64 * 1024;

    private readonly string _path;

    public FileSource(MediaKind kind, string path)
        : base(kind)
    {
        if (!File.Exists(path))
            throw SkapiException.InvalidParameter($"The media file “{path}” does not exist.");

        _path = path;
        CheckType();
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Elements => [.. base.Elements, "filesrc"];

    /// <inheritdoc/>
    protected override bool IsPaced => true;

    /// <inheritdoc/>
    protected override nint AddSource(nint bin)
    {
        var source = GstElement.Add(bin, "filesrc");
        GObject.SetText(source, "location", _path);
        return source;
    }

    // Otherwise the error would appear only during the call, when the method has completed.
    private void CheckType()
    {
        var type = GstTypeFind.Find(ReadBeginning());
        if (type is null)
            throw SkapiException.InvalidParameter($"The file “{_path}” is not a media file that GStreamer can read.");
        if (type.StartsWith("text/", StringComparison.Ordinal) || type.StartsWith("image/", StringComparison.Ordinal))
            throw SkapiException.InvalidParameter($"The file “{_path}” is not a media file: it is {type.Split(',', ';')[0]}.");
    }

    private byte[] ReadBeginning()
    {
        try
        {
            using var file = File.OpenRead(_path);
            var beginning = new byte[Math.Min(LongestBeginning, file.Length)];
            return beginning[..file.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw SkapiException.InvalidParameter($"The media file “{_path}” cannot be read: {exception.Message}", exception);
        }
    }
}
