using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Skapi.Protocol;
using Skapi.Rtc.Codecs.Peers;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Codecs.Tests.Peers;

public sealed class CodecMediaTests
{
    [Fact]
    public async Task A_track_that_the_transport_no_longer_has_is_not_kept()
    {
        await using var media = new CodecMedia(new FakeTimeProvider(), NullLogger.Instance);

        var tracks = Enumerable.Range(0, 3).Select(_ => Decode(media)).ToList();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        tracks.ShouldAllBe(static track => !track.IsAlive);
    }

    // Not in the test itself, which might keep the track in a register.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Decode(CodecMedia media)
    {
        var track = media.Decode(new StubTrack());
        track.OnAudioFrame(static _ => { });
        return new WeakReference(track);
    }

    private sealed class StubTrack : IRemoteTrack
    {
        private readonly FrameHandlers<EncodedFrame> _handlers = new();

        public string Id => "a track";

        public MediaKind Kind => MediaKind.Audio;

        public IReadOnlyList<string> StreamIds => [];

        public IDisposable OnVideoFrame(Action<VideoFrame> handler) => throw new NotSupportedException();

        public IDisposable OnAudioFrame(Action<AudioFrame> handler) => throw new NotSupportedException();

        public IDisposable OnEncodedFrame(Action<EncodedFrame> handler) => _handlers.Add(handler);

        public void RequestKeyFrame() => throw new NotSupportedException();
    }
}
