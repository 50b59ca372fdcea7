using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Media.Sending;

/// <summary>The sound or the pictures of a media file.</summary>
internal sealed class FileSource : DecodedSource
{
    private readonly string _path;

    public FileSource(MediaKind kind, string path)
        : base(kind)
    {
        if (!File.Exists(path))
            throw Errors.InvalidParameter($"The media file “{path}” does not exist.");

        _path = path;
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
}
