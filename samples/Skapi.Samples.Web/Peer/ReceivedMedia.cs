using System.Globalization;
using Skapi.Protocol;
using Skapi.Rtc.Media;

namespace Skapi.Samples.Web.Peer;

/// <summary>Counts the media that arrive in a call.</summary>
/// <param name="decodes">Whether the transport decodes pictures. Encoded ones are counted otherwise.</param>
internal sealed class ReceivedMedia(bool decodes)
{
    private readonly List<IDisposable> _subscriptions = [];
    private long _pictures;
    private long _samples;
    private int _sampleRate = 1;
    private int _width;
    private int _height;

    /// <summary>Starts counting the frames of a track.</summary>
    public void Watch(IRemoteTrack track) => _subscriptions.Add(
        track.Kind == MediaKind.Audio ? track.OnAudioFrame(Count)
        : decodes ? track.OnVideoFrame(Count)
        : track.OnEncodedFrame(Count));

    /// <summary>Stops counting.</summary>
    public void Stop() => _subscriptions.ForEach(subscription => subscription.Dispose());

    /// <summary>The counts as a text.</summary>
    public override string ToString()
    {
        var (pictures, seconds) = (Interlocked.Read(ref _pictures), (double)Interlocked.Read(ref _samples) / _sampleRate);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{pictures} {(decodes ? $"pictures of {_width} × {_height}" : "encoded pictures")} and {seconds:0.0} seconds of sound");
    }

    private void Count(VideoFrame frame)
    {
        (_width, _height) = (frame.Width, frame.Height);
        Interlocked.Increment(ref _pictures);
    }

    private void Count(EncodedFrame frame) => Interlocked.Increment(ref _pictures);

    private void Count(AudioFrame frame)
    {
        _sampleRate = frame.SampleRate;
        Interlocked.Add(ref _samples, frame.Samples.Length / frame.Channels);
    }
}
