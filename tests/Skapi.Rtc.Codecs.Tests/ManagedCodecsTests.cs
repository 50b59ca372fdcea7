using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Managed;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Codecs.Tests;

/// <summary>A transport that carries encoded media only sends and receives raw sound with managed codecs.</summary>
public sealed class ManagedCodecsTests
{
    private static readonly RtcCapabilities Codecless = new ManagedTransport().Capabilities;

    [Fact]
    public void A_transport_gains_raw_sound_and_nothing_else()
    {
        var transport = CreateTransport();

        transport.Name.ShouldBe("Managed");
        transport.Capabilities.ShouldBe(Codecless | RtcCapabilities.RawAudio);
    }

    [Fact]
    public async Task A_tone_arrives_decoded()
    {
        await using var pair = await SendingAsync(new AudioSource.Tone(440));

        await FramesOf.AudioAsync(pair.AnswererEvents, count: 10, frame => frame.SampleRate == 48000 && IsPitch(frame, 440));
    }

    [Theory]
    [InlineData(48000)]
    [InlineData(44100)]
    [InlineData(16000)]
    public async Task Sound_that_the_app_pushes_arrives(int sampleRate)
    {
        var feed = new AudioFeed(sampleRate);
        await using var pair = await SendingAsync(new AudioSource.Raw(feed));

        var arrived = FramesOf.AudioAsync(pair.AnswererEvents, count: 10, frame => IsPitch(frame, 500));
        await Tones.PushUntilAsync(arrived, feed, frequency: 500);

        await arrived;
    }

    [Theory]
    [InlineData(MediaCodec.Pcmu)]
    [InlineData(MediaCodec.Pcma)]
    public async Task Raw_sound_is_sent_with_a_codec_that_the_answer_has(MediaCodec codec)
    {
        await using var pair = await PeerPair.CreateAsync(CreateTransport());
        await pair.Offerer.AddMediaAsync(new MediaOptions { Audio = new AudioSource.Tone(500) });
        await pair.NegotiateAsync(onTheWay: answer => answer with { Sdp = Only(answer.Sdp, codec) });

        await FramesOf.AudioAsync(pair.AnswererEvents, count: 10, frame => frame.SampleRate == 8000 && IsPitch(frame, 500));
    }

    [Theory]
    [InlineData(MediaCodec.Pcmu)]
    [InlineData(MediaCodec.Pcma)]
    public async Task Raw_sound_is_sent_with_a_codec_that_the_offer_has(MediaCodec codec)
    {
        await using var pair = await PeerPair.CreateAsync(CreateTransport());
        await pair.Offerer.AddMediaAsync(new MediaOptions { ReceiveAudio = true });
        await pair.NegotiateAsync(
            async () => await pair.Answerer.AddMediaAsync(new MediaOptions { Audio = new AudioSource.Tone(500) }),
            offerOnTheWay: offer => offer with { Sdp = Only(offer.Sdp, codec) });

        await FramesOf.AudioAsync(pair.OffererEvents, count: 10, frame => frame.SampleRate == 8000 && IsPitch(frame, 500));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Raw_sound_follows_a_codec_that_a_later_description_no_longer_has(bool isInOffer)
    {
        await using var pair = await SendingAsync(new AudioSource.Tone(500));
        await pair.WaitUntilConnectedAsync();
        await FramesOf.AudioAsync(pair.AnswererEvents, count: 5, frame => frame.SampleRate == 48000 && IsPitch(frame, 500));

        if (isInOffer)
        {
            var offer = await pair.Answerer.CreateOfferAsync();
            await pair.Answerer.SetLocalDescriptionAsync(offer);
            await pair.Offerer.SetRemoteDescriptionAsync(offer with { Sdp = Only(offer.Sdp, MediaCodec.Pcmu) });
            var answer = await pair.Offerer.CreateAnswerAsync();
            await pair.Offerer.SetLocalDescriptionAsync(answer);
            await pair.Answerer.SetRemoteDescriptionAsync(answer);
        }
        else
        {
            await pair.NegotiateAsync(onTheWay: answer => answer with { Sdp = Only(answer.Sdp, MediaCodec.Pcmu) });
        }

        await FramesOf.AudioAsync(pair.AnswererEvents, count: 10, frame => frame.SampleRate == 8000 && IsPitch(frame, 500));
    }

    [Fact]
    public async Task Muting_sends_silence()
    {
        await using var pair = await SendingAsync(new AudioSource.Tone());
        await FramesOf.AudioAsync(pair.AnswererEvents, count: 2, Tones.IsLoud);
        var received = pair.Answerer.MediaReceived;

        pair.Offerer.SetMuted(MediaKind.Audio, true);

        await FramesOf.AudioAsync(pair.AnswererEvents, count: 10, frame => !Tones.IsLoud(frame));
        pair.Answerer.MediaReceived.ShouldBeGreaterThan(received + 5);
        pair.Offerer.SetMuted(MediaKind.Audio, false);
        await FramesOf.AudioAsync(pair.AnswererEvents, count: 2, Tones.IsLoud);
    }

    [Fact]
    public async Task Muting_holds_back_encoded_sound_of_the_app()
    {
        var feed = new EncodedFeed(MediaCodec.Opus);
        await using var pair = await SendingAsync(new AudioSource.Encoded(feed));
        await pair.WaitUntilConnectedAsync();
        pair.Offerer.SetMuted(MediaKind.Audio, true);
        var heard = new List<byte>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var track = (await pair.AnswererEvents.WaitForAsync<PeerEvent.TrackAdded>()).Track;
        using var tap = track.OnEncodedFrame(frame =>
        {
            heard.Add(frame.Data[0]);
            enough.TrySetResult();
        });

        feed.Push(new EncodedFrame(MediaCodec.Opus, [0x08], TimeSpan.Zero, isKeyFrame: true));
        pair.Offerer.SetMuted(MediaKind.Audio, false);
        feed.Push(new EncodedFrame(MediaCodec.Opus, [0x0a], TimeSpan.FromMilliseconds(20), isKeyFrame: true));

        await enough.Task.WaitAsync(PeerRecorder.HangGuard);
        heard.ShouldBe([0x0a]);
    }

    [Fact]
    public async Task A_source_is_replaced_by_raw_and_by_encoded_sound()
    {
        await using var pair = await SendingAsync(new AudioSource.Tone(440));
        await FramesOf.AudioAsync(pair.AnswererEvents, count: 5, frame => IsPitch(frame, 440));

        await pair.Offerer.ReplaceAudioAsync(new AudioSource.Tone(1000));
        await FramesOf.AudioAsync(pair.AnswererEvents, count: 5, frame => IsPitch(frame, 1000));

        var feed = new EncodedFeed(MediaCodec.Opus);
        await pair.Offerer.ReplaceAudioAsync(new AudioSource.Encoded(feed));
        using var stop = new CancellationTokenSource();
        var pushing = PushSilenceAsync(feed, stop.Token);
        await FramesOf.AudioAsync(pair.AnswererEvents, count: 5, frame => !Tones.IsLoud(frame));
        await stop.CancelAsync();
        await pushing;
    }

    [Fact]
    public async Task Raw_pictures_and_files_are_refused_with_the_codecs_that_can()
    {
        await using var pair = await PeerPair.CreateAsync(CreateTransport());
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        MediaOptions[] refused =
        [
            MediaOptions.Test,
            new() { Video = new VideoSource.Raw(new VideoFeed(16, 16)) },
            new() { Video = new VideoSource.File("film.webm") },
            new() { Audio = new AudioSource.File("song.ogg") },
        ];

        foreach (var media in refused)
        {
            var error = await Should.ThrowAsync<SkapiException>(async () => await pair.Offerer.AddMediaAsync(media));
            error.Code.ShouldBe(SkapiErrorCode.NotSupported);
            error.Message.ShouldContain("GStreamerCodecs");
        }

        // Nothing of what was refused is in the offer.
        (await pair.Offerer.CreateOfferAsync()).Sdp.ShouldNotContain("m=audio");
    }

    [Fact]
    public async Task A_microphone_is_not_found()
    {
        await using var pair = await PeerPair.CreateAsync(CreateTransport());

        var error = await Should.ThrowAsync<SkapiException>(async () => await pair.Offerer.AddMediaAsync(MediaOptions.Devices));

        error.Code.ShouldBe(SkapiErrorCode.DeviceNotFound);
    }

    [Fact]
    public void A_transport_without_encoded_media_cannot_use_codecs() =>
        Should.Throw<ArgumentException>(() => new ManagedCodecs(new EncodedOnlyTransport(RtcCapabilities.EncodedMedia)))
            .Message.ShouldContain("encoded only");

    private static ManagedCodecs CreateTransport() => new(new ManagedTransport());

    private static bool IsPitch(AudioFrame frame, double frequency) => Math.Abs(Tones.PitchOf(frame) - frequency) < frequency / 10;

    // A description with one codec of sound.
    private static string Only(string sdp, MediaCodec codec)
    {
        var type = codec == MediaCodec.Pcmu ? 0 : 8;
        var other = codec == MediaCodec.Pcmu ? 8 : 0;
        var lines = sdp.Split("\r\n")
            .Where(line => !line.StartsWith("a=rtpmap:111", StringComparison.Ordinal)
                && !line.StartsWith("a=fmtp:111", StringComparison.Ordinal)
                && !line.StartsWith($"a=rtpmap:{other} ", StringComparison.Ordinal))
            .Select(line => line.StartsWith("m=audio ", StringComparison.Ordinal)
                ? string.Join(' ', line.Split(' ').Take(3)) + $" {type}"
                : line);
        return string.Join("\r\n", lines);
    }

    private static async Task PushSilenceAsync(EncodedFeed feed, CancellationToken cancellationToken)
    {
        var period = TimeSpan.FromMilliseconds(20);
        using var clock = new PeriodicTimer(period);
        for (var i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            feed.Push(new EncodedFrame(MediaCodec.Opus, [0x08], period * i, isKeyFrame: true));
            await clock.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private static async Task<PeerPair> SendingAsync(AudioSource source)
    {
        var pair = await PeerPair.CreateAsync(CreateTransport());
        await pair.Offerer.AddMediaAsync(new MediaOptions { Audio = source });
        await pair.NegotiateAsync();
        return pair;
    }
}
