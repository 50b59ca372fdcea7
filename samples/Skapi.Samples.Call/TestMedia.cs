using System.Collections.Concurrent;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;
using Skapi.Samples.Pictures;

namespace Skapi.Samples.Call;

/// <summary>
/// The test pattern and the tone that both sides send. A transport with a video codec draws and decodes the pictures. For another one the
/// sample encodes and decodes them itself, as VP8 key frames.
/// </summary>
internal sealed class TestMedia : IAsyncDisposable
{
    private readonly TestPatternFeed? _pattern;
    private readonly ConcurrentBag<KeyFrameDecoder> _decoders = [];

    private TestMedia(TestPatternFeed? pattern) => _pattern = pattern;

    /// <summary>What both sides send.</summary>
    public MediaOptions Sent => _pattern is null
        ? MediaOptions.Test
        : MediaOptions.Test with { Video = new VideoSource.Encoded(_pattern.Feed) };

    /// <summary>Whether the sample encodes the pictures, because the transport has no video codec.</summary>
    public bool EncodesPictures => _pattern is not null;

    /// <summary>Prepares the media for a transport.</summary>
    public static async Task<TestMedia> CreateAsync(IRtcTransport transport) =>
        new(transport.Capabilities.HasFlag(RtcCapabilities.RawVideo) ? null : await TestPatternFeed.StartAsync());

    /// <summary>Hands the pictures of a track to a handler.</summary>
    public void Watch(IRemoteTrack track, Action<VideoFrame> handler)
    {
        if (EncodesPictures)
            _decoders.Add(new KeyFrameDecoder(track, handler));
        else
            track.OnVideoFrame(handler);
    }

    public async ValueTask DisposeAsync()
    {
        if (_pattern is not null)
            await _pattern.DisposeAsync();
        foreach (var decoder in _decoders)
            await decoder.DisposeAsync();
    }
}
