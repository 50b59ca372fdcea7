using System.Globalization;
using Skapi.Protocol;
using Skapi.Rtc.Media;

namespace Skapi.Samples.Web.Peer;

/// <summary>Counts what arrives in a call.</summary>
internal sealed class ReceivedMedia
{
    private readonly List<IDisposable> _subscriptions = [];
    private long _pictures;
    private long _samples;
    private int _sampleRate = 1;
    private int _width;
    private int _height;

    /// <summary>Takes a track's frames from now on.</summary>
    public void Watch(IRemoteTrack track) =>
        _subscriptions.Add(track.Kind == MediaKind.Video ? track.OnVideoFrame(Count) : track.OnAudioFrame(Count));

    /// <summary>Takes no more.</summary>
    public void Stop() => _subscriptions.ForEach(subscription => subscription.Dispose());

    /// <summary>What arrived, in words.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Interlocked.Read(ref _pictures)} pictures of {_width} × {_height} and {(double)Interlocked.Read(ref _samples) / _sampleRate:0.0} seconds of sound");

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
