using System.Globalization;
using Skapi.Protocol;
using Skapi.Rtc.Media;

namespace Skapi.Samples.Web.Peer;

/// <summary>Counts the media that arrive in a call.</summary>
internal sealed class ReceivedMedia
{
    private readonly List<IDisposable> _subscriptions = [];
    private long _pictures;
    private long _samples;
    private int _sampleRate = 1;
    private int _width;
    private int _height;

    /// <summary>Starts counting the frames of a track.</summary>
    public void Watch(IRemoteTrack track) =>
        _subscriptions.Add(track.Kind == MediaKind.Video ? track.OnVideoFrame(Count) : track.OnAudioFrame(Count));

    /// <summary>Stops counting.</summary>
    public void Stop() => _subscriptions.ForEach(subscription => subscription.Dispose());

    /// <summary>The counts as a text.</summary>
    public override string ToString()
    {
        var seconds = (double)Interlocked.Read(ref _samples) / _sampleRate;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Interlocked.Read(ref _pictures)} pictures of {_width} × {_height} and {seconds:0.0} seconds of sound");
    }

    private void Count(VideoFrame frame)
    {
        (_width, _height) = (frame.Width, frame.Height);
        Interlocked.Increment(ref _pictures);
    }

    private void Count(AudioFrame frame)
    {
        _sampleRate = frame.SampleRate;
        Interlocked.Add(ref _samples, frame.Samples.Length / frame.Channels);
    }
}
