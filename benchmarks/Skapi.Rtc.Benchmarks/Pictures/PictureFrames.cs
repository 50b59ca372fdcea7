using Skapi.Rtc.GStreamer.Codecs;
using Skapi.Rtc.InMemory;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Benchmarks.Pictures;

/// <summary>Encoded pictures of 1 Mbit/s: the test pattern in VP8, one second of it, with zeros behind each picture.</summary>
/// <param name="Pictures">The pictures, the first one a key frame.</param>
internal sealed record PictureFrames(IReadOnlyList<byte[]> Pictures)
{
    /// <summary>The number of pictures a second.</summary>
    public const int Rate = 30;

    // A VP8 decoder reads no further than it needs, so the zeros are part of the last partition (RFC 6386, section 9.5).
    private const int Size = 1_000_000 / 8 / Rate;

    /// <summary>Encodes the pictures with GStreamer's codecs, and writes them to a file.</summary>
    public static async Task<string> CaptureAsync()
    {
        var transport = new InMemoryTransport();
        var track = new TaskCompletionSource<IRemoteTrack>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (sends, receives) = (new TrackEvents(), new TrackEvents { TrackAdded = track.SetResult });
        await using var sender = await new GStreamerCodecs(transport).CreatePeerAsync(new RtcPeerOptions(), sends);
        await using var receiver = await transport.CreatePeerAsync(new RtcPeerOptions(), receives);
        await sender.AddMediaAsync(new MediaOptions { Video = MediaOptions.Test.Video });
        var offer = await sender.CreateOfferAsync();
        await sender.SetLocalDescriptionAsync(offer);
        await receiver.SetRemoteDescriptionAsync(offer);
        var answer = await receiver.CreateAnswerAsync();
        await receiver.SetLocalDescriptionAsync(answer);
        await sender.SetRemoteDescriptionAsync(answer);
        sends.TrickleTo(receiver);
        receives.TrickleTo(sender);

        var pictures = new List<byte[]>();
        var complete = new TaskCompletionSource();
        using var handler = (await track.Task).OnEncodedFrame(frame =>
        {
            if (pictures.Count < Rate && (pictures.Count == 0) == frame.IsKeyFrame)
                pictures.Add([.. frame.Data, .. new byte[Math.Max(0, Size - frame.Data.Length)]]);
            if (pictures.Count == Rate)
                complete.TrySetResult();
        });
        await complete.Task.WaitAsync(TimeSpan.FromSeconds(20));

        var file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(file, pictures.Select(Convert.ToBase64String));
        return file;
    }

    /// <summary>Reads what <see cref="CaptureAsync"/> wrote.</summary>
    public static PictureFrames Read(string file) => new([.. File.ReadLines(file).Select(Convert.FromBase64String)]);
}
