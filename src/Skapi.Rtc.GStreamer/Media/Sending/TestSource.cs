using System.Globalization;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Media.Sending;

/// <summary>The test pattern and the tone.</summary>
internal sealed class TestSource : LocalSource
{
    private readonly string _factory;
    private readonly (string Name, string Value)[] _properties;
    private readonly string _caps;

    public TestSource(VideoSource.TestPattern pattern)
    {
        if (pattern.Width is < 16 or > 8192 || pattern.Height is < 16 or > 8192 || pattern.FrameRate is < 1 or > 120)
            throw SkapiException.InvalidParameter(
                $"A test pattern of {pattern.Width}x{pattern.Height} at {pattern.FrameRate} frames a second cannot be sent. " +
                "Width and height may be 16 to 8192 pixels, and the frame rate 1 to 120.");

        _factory = "videotestsrc";
        _properties = [("pattern", "smpte"), ("is-live", "true")];
        _caps = $"video/x-raw,format=I420,width={pattern.Width},height={pattern.Height},framerate={pattern.FrameRate}/1";
    }

    public TestSource(AudioSource.Tone tone)
    {
        var frequency = tone.Frequency.ToString(CultureInfo.InvariantCulture);
        if (!(tone.Frequency is > 0 and <= 20000))
            throw SkapiException.InvalidParameter($"A tone of {frequency} Hz cannot be sent. The frequency may be up to 20000 Hz.");

        _factory = "audiotestsrc";
        _properties = [("wave", "sine"), ("is-live", "true"), ("freq", frequency), ("samplesperbuffer", "960")];
        _caps = "audio/x-raw,format=S16LE,rate=48000,channels=1,layout=interleaved";
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Elements => [_factory];

    /// <inheritdoc/>
    public override nint Build(nint bin)
    {
        var source = GstElement.Add(bin, _factory);
        foreach (var (name, value) in _properties)
            GObject.Set(source, name, value);

        var filter = GstElement.Add(bin, "capsfilter");
        GObject.Set(filter, "caps", _caps);
        GstElement.Link(source, filter);
        return filter;
    }
}
