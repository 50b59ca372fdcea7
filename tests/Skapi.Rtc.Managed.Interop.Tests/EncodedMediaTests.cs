using System.Collections.Concurrent;
using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Interop.Tests;

/// <summary>Encoded frames between the managed transport and werift, which sends back the packets that it receives.</summary>
public sealed class EncodedMediaTests
{
    private const int Count = 20;
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    [Theory]
    [InlineData("managed", "werift")]
    [InlineData("werift", "managed")]
    public async Task Frames_go_both_ways_and_stay_as_they_are(string offering, string answering)
    {
        var (sound, pictures) = (new EncodedFeed(MediaCodec.Opus), new EncodedFeed(MediaCodec.Vp8));
        var media = new MediaOptions { Audio = new AudioSource.Encoded(sound), Video = new VideoSource.Encoded(pictures) };
        await using var pair = await PeerPair.CreateAsync(Stacks.Named(offering), Stacks.Named(answering));
        await pair.Offerer.AddMediaAsync(media);
        await pair.NegotiateAsync(async () => await pair.Answerer.AddMediaAsync(media));
        await pair.WaitUntilConnectedAsync();
        var events = offering == "managed" ? pair.OffererEvents : pair.AnswererEvents;

        await Task.WhenAll(
            ReturnAsync(events, MediaKind.Audio, sound, SoundOf), ReturnAsync(events, MediaKind.Video, pictures, PictureOf));
    }

    // Frames are sent until enough of them have come back unchanged.
    private static async Task ReturnAsync(PeerRecorder events, MediaKind kind, EncodedFeed feed, Func<int, byte[]> frameOf)
    {
        var track = (await events.WaitForAsync<PeerEvent.TrackAdded>(added => added.Track.Kind == kind)).Track;
        var (sent, returned) = (new ConcurrentDictionary<string, bool>(), new ConcurrentDictionary<string, bool>());
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var handler = track.OnEncodedFrame(frame =>
        {
            var text = Convert.ToBase64String(frame.Data);
            if (frame.Codec != feed.Codec || !sent.ContainsKey(text))
                done.TrySetException(new InvalidOperationException($"A frame of {frame.Data.Length} bytes came back and was not sent."));
            else if (returned.TryAdd(text, true) && returned.Count == Count)
                done.TrySetResult();
        });

        using var clock = new PeriodicTimer(Period);
        for (var number = 0; !done.Task.IsCompleted && Period * number < PeerRecorder.HangGuard; number++)
        {
            var frame = frameOf(number);
            sent[Convert.ToBase64String(frame)] = true;
            feed.Push(new EncodedFrame(feed.Codec, frame, Period * number, isKeyFrame: true));
            await clock.WaitForNextTickAsync();
        }

        await done.Task.WaitAsync(PeerRecorder.HangGuard);
    }

    // RFC 6716, section 3.1: SILK, 20 ms. Nobody decodes what follows.
    private static byte[] SoundOf(int number) => [0x08, .. BitConverter.GetBytes(number)];

    // RFC 6386, section 9.1: a key frame of 16 × 16 pixels. Most are longer than a packet.
    private static byte[] PictureOf(int number)
    {
        var picture = new byte[100 + (number % 7 * 1000)];
        new Random(number).NextBytes(picture);
        Convert.FromHexString("3001009D012A10001000").CopyTo(picture, 0);
        return picture;
    }
}
