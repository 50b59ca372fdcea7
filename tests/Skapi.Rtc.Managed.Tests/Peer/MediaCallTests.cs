using System.Text;
using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Tests.Peer;

/// <summary>Encoded media between two peers over sockets of this machine.</summary>
public class MediaCallTests
{
    private static readonly MediaCodec[] Codecs = [MediaCodec.Opus, MediaCodec.Pcmu, MediaCodec.Pcma, MediaCodec.Vp8, MediaCodec.H264];

    [Fact]
    public async Task Frames_of_all_codecs_arrive_each_on_its_own_track()
    {
        await using var pair = await PeerPair.CreateAsync(new ManagedTransport());
        var feeds = Codecs.Select(codec => new EncodedFeed(codec)).ToArray();
        foreach (var feed in feeds)
            await pair.Offerer.AddMediaAsync(OptionsOf(feed));

        await pair.NegotiateAsync();
        await pair.WaitUntilConnectedAsync();
        var added = await pair.AnswererEvents.WaitForManyAsync<PeerEvent.TrackAdded>(feeds.Length);
        var tracks = added.Select(item => item.Track).ToArray();
        var received = new TaskCompletionSource<(MediaCodec Codec, string Frame)>[tracks.Length];
        for (var i = 0; i < tracks.Length; i++)
        {
            var first = received[i] = new TaskCompletionSource<(MediaCodec, string)>(TaskCreationOptions.RunContinuationsAsynchronously);
            tracks[i].OnEncodedFrame(frame => first.TrySetResult((frame.Codec, Convert.ToHexString(frame.Data))));
        }

        for (var i = 0; i < feeds.Length; i++)
            feeds[i].Push(new EncodedFrame(Codecs[i], FrameOf(Codecs[i]), TimeSpan.Zero, isKeyFrame: true));

        // The sections have the order in which the media was added, and so have the tracks.
        for (var i = 0; i < tracks.Length; i++)
            (await received[i].Task.WaitAsync(PeerRecorder.HangGuard)).ShouldBe((Codecs[i], Convert.ToHexString(FrameOf(Codecs[i]))));
    }

    [Fact]
    public async Task A_muted_source_sends_nothing_until_it_is_heard_again()
    {
        var feed = new EncodedFeed(MediaCodec.Opus);
        await using var pair = await PeerPair.CreateAsync(new ManagedTransport());
        await pair.Offerer.AddMediaAsync(OptionsOf(feed));
        await pair.NegotiateAsync();
        await pair.WaitUntilConnectedAsync();
        var track = (await pair.AnswererEvents.WaitForAsync<PeerEvent.TrackAdded>()).Track;
        var first = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        track.OnEncodedFrame(frame => first.TrySetResult(Encoding.ASCII.GetString(frame.Data)));

        pair.Offerer.SetMuted(MediaKind.Audio, true);
        feed.Push(new EncodedFrame(MediaCodec.Opus, "muted"u8, TimeSpan.Zero, isKeyFrame: true));
        pair.Offerer.SetMuted(MediaKind.Audio, false);
        feed.Push(new EncodedFrame(MediaCodec.Opus, "heard"u8, TimeSpan.FromMilliseconds(20), isKeyFrame: true));

        (await first.Task.WaitAsync(PeerRecorder.HangGuard)).ShouldBe("heard");
        (await pair.Offerer.GetStatsAsync()).OutboundRtp.ShouldHaveSingleItem().PacketsSent.ShouldBe(1);
    }

    [Fact]
    public async Task A_picture_that_was_muted_is_followed_by_a_key_frame()
    {
        var feed = new EncodedFeed(MediaCodec.Vp8);
        await using var pair = await PeerPair.CreateAsync(new ManagedTransport());
        await pair.Offerer.AddMediaAsync(OptionsOf(feed));
        await pair.NegotiateAsync();
        await pair.WaitUntilConnectedAsync();
        feed.Push(new EncodedFrame(MediaCodec.Vp8, [0, 1], TimeSpan.Zero, isKeyFrame: true));

        pair.Offerer.SetMuted(MediaKind.Video, true);
        feed.Push(new EncodedFrame(MediaCodec.Vp8, [1, 1], TimeSpan.FromMilliseconds(20), isKeyFrame: false));
        pair.Offerer.SetMuted(MediaKind.Video, false);
        feed.Push(new EncodedFrame(MediaCodec.Vp8, [1, 1], TimeSpan.FromMilliseconds(40), isKeyFrame: false));
        feed.Push(new EncodedFrame(MediaCodec.Vp8, [0, 1], TimeSpan.FromMilliseconds(60), isKeyFrame: true));

        (await pair.Offerer.GetStatsAsync()).OutboundRtp.ShouldHaveSingleItem().FramesSent.ShouldBe(2);
    }

    [Fact]
    public async Task A_feed_of_the_wrong_kind_or_with_a_frame_that_is_too_long_is_refused()
    {
        await using var pair = await PeerPair.CreateAsync(new ManagedTransport());
        var wrong = await Should.ThrowAsync<SkapiException>(async () =>
            await pair.Offerer.AddMediaAsync(new MediaOptions { Audio = new AudioSource.Encoded(new EncodedFeed(MediaCodec.Vp8)) }));
        wrong.Code.ShouldBe(SkapiErrorCode.InvalidParameter);

        var feed = new EncodedFeed(MediaCodec.Pcmu);
        await pair.Offerer.AddMediaAsync(OptionsOf(feed));

        Should.Throw<SkapiException>(() => feed.Push(new EncodedFrame(MediaCodec.Pcmu, new byte[1201], TimeSpan.Zero, isKeyFrame: true)))
            .Code.ShouldBe(SkapiErrorCode.InvalidParameter);
    }

    [Fact]
    public async Task A_picture_that_overtakes_the_answer_is_not_lost()
    {
        var feed = new EncodedFeed(MediaCodec.Vp8);
        await using var pair = await PeerPair.CreateAsync(new ManagedTransport());
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.NegotiateAsync();
        await pair.WaitUntilConnectedAsync();
        var (_, answerers) = await pair.OpenChannelAsync();
        await pair.Offerer.AddMediaAsync(new MediaOptions { ReceiveVideo = true });
        var offer = await pair.Offerer.CreateOfferAsync();
        await pair.Offerer.SetLocalDescriptionAsync(offer);
        await pair.Answerer.AddMediaAsync(OptionsOf(feed));
        await pair.Answerer.SetRemoteDescriptionAsync(offer);
        var answer = await pair.Answerer.CreateAnswerAsync();
        await pair.Answerer.SetLocalDescriptionAsync(answer);
        feed.Push(new EncodedFrame(MediaCodec.Vp8, [0, 1, 2], TimeSpan.Zero, isKeyFrame: true));
        answerers.Send("behind the picture");
        await pair.OffererEvents.WaitForAsync<TextReceived>(message => message.Text == "behind the picture");

        // The app begins to receive when it learns of the track.
        var first = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        pair.OffererEvents.Forward(received => (received as PeerEvent.TrackAdded)?.Track.OnEncodedFrame(
            frame => first.TrySetResult(Convert.ToHexString(frame.Data))));
        await pair.Offerer.SetRemoteDescriptionAsync(answer);

        (await first.Task.WaitAsync(PeerRecorder.HangGuard)).ShouldBe("000102");
    }

    [Fact]
    public async Task Media_and_data_share_the_connection()
    {
        var feed = new EncodedFeed(MediaCodec.Vp8);
        await using var pair = await PeerPair.CreateAsync(new ManagedTransport());
        await pair.Offerer.AddMediaAsync(OptionsOf(feed));
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.NegotiateAsync();
        await pair.WaitUntilConnectedAsync();
        var (offerers, _) = await pair.OpenChannelAsync();
        var track = (await pair.AnswererEvents.WaitForAsync<PeerEvent.TrackAdded>()).Track;
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        track.OnEncodedFrame(frame => seen.TrySetResult());

        // Packets of one length would be joined by the system if it were not told to leave them apart.
        feed.Push(new EncodedFrame(MediaCodec.Vp8, new byte[1199 * 20], TimeSpan.Zero, isKeyFrame: true));
        offerers.Send("beside the picture");

        await seen.Task.WaitAsync(PeerRecorder.HangGuard);
        await pair.AnswererEvents.WaitForAsync<TextReceived>(message => message.Text == "beside the picture");
    }

    private static MediaOptions OptionsOf(EncodedFeed feed) => feed.Codec is MediaCodec.Vp8 or MediaCodec.H264
        ? new MediaOptions { Video = new VideoSource.Encoded(feed) }
        : new MediaOptions { Audio = new AudioSource.Encoded(feed) };

    private static byte[] FrameOf(MediaCodec codec) => codec switch
    {
        MediaCodec.H264 => [0, 0, 0, 1, 0x67, 1, 2, 0, 0, 0, 1, 0x65, .. Enumerable.Repeat((byte)7, 3000)],
        MediaCodec.Vp8 => [0, .. Enumerable.Repeat((byte)8, 3000)],
        _ => [(byte)codec, 1, 2, 3],
    };
}
