using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Managed;
using Skapi.Rtc.Media;
using Skapi.Rtc.Peers;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Codecs.Tests;

/// <summary>Sources of sound that are replaced, muted and re-encoded, with what the wrapped transport is told.</summary>
public sealed class ReplacingTests
{
    private readonly RecordingTransport _transport = new();

    [Fact]
    public async Task Of_two_sources_the_first_is_replaced_and_the_second_goes_on()
    {
        await using var pair = await PeerPair.CreateAsync(new ManagedCodecs(_transport));
        await pair.Offerer.AddMediaAsync(Sound(new AudioSource.Tone(440)));
        await pair.Offerer.AddMediaAsync(Sound(new AudioSource.Tone(1000)));
        await pair.NegotiateAsync();
        var first = (await pair.AnswererEvents.WaitForAsync<PeerEvent.TrackAdded>()).Track;
        var second = (await pair.AnswererEvents.WaitForAsync<PeerEvent.TrackAdded>(added => added.Track.Id != first.Id)).Track;
        await FramesOf.AudioAsync(first, count: 5, frame => IsPitch(frame, 440));

        await pair.Offerer.ReplaceAudioAsync(new AudioSource.Tone(600));
        await pair.Offerer.ReplaceAudioAsync(new AudioSource.Tone(700));

        await FramesOf.AudioAsync(first, count: 20, frame => IsPitch(frame, 700));
        await FramesOf.AudioAsync(second, count: 20, frame => IsPitch(frame, 1000));
    }

    [Fact]
    public async Task Encoded_sound_of_the_app_is_not_replaced_when_the_codec_changes()
    {
        await using var pair = await PeerPair.CreateAsync(new ManagedCodecs(_transport));
        await pair.Offerer.AddMediaAsync(Sound(new AudioSource.Encoded(new EncodedFeed(MediaCodec.Pcmu))));
        await pair.Offerer.AddMediaAsync(Sound(new AudioSource.Tone()));

        await pair.NegotiateAsync(onTheWay: answer => answer with { Sdp = answer.Sdp.Replace("opus/48000/2", "other/48000/2") });

        _transport.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Raw_sound_after_encoded_sound_is_silent_while_it_is_muted()
    {
        await using var pair = await PeerPair.CreateAsync(new ManagedCodecs(_transport));
        await pair.Offerer.AddMediaAsync(Sound(new AudioSource.Encoded(new EncodedFeed(MediaCodec.Opus))));
        await pair.Offerer.ReplaceAudioAsync(new AudioSource.Tone());
        _transport.Calls.Clear();

        pair.Offerer.SetMuted(MediaKind.Audio, true);

        // The transport holds nothing back; the encoder gets silence.
        _transport.Calls.ShouldBe(["muted False"]);
    }

    [Fact]
    public async Task Muted_sound_is_held_back_only_while_it_is_encoded_sound_of_the_app()
    {
        await using var pair = await PeerPair.CreateAsync(new ManagedCodecs(_transport));
        await pair.Offerer.AddMediaAsync(Sound(new AudioSource.Tone()));
        pair.Offerer.SetMuted(MediaKind.Audio, true);
        _transport.Calls.Clear();

        await pair.Offerer.ReplaceAudioAsync(new AudioSource.Encoded(new EncodedFeed(MediaCodec.Opus)));
        _transport.Calls.ShouldBe(["muted True", "replaced", "muted True"]);
        _transport.Calls.Clear();

        await pair.Offerer.ReplaceAudioAsync(new AudioSource.Tone());
        _transport.Calls.ShouldBe(["replaced", "muted False"]);
    }

    private static MediaOptions Sound(AudioSource source) => new() { Audio = source };

    private static bool IsPitch(AudioFrame frame, double frequency) => Math.Abs(Tones.PitchOf(frame) - frequency) < frequency / 20;

    private sealed class RecordingTransport : IRtcTransport
    {
        private readonly ManagedTransport _inner = new();

        public string Name => _inner.Name;

        public RtcCapabilities Capabilities => _inner.Capabilities;

        public List<string> Calls { get; } = [];

        public async ValueTask<IRtcPeer> CreatePeerAsync(
            RtcPeerOptions options, IRtcPeerObserver observer, CancellationToken cancellationToken = default) =>
            new Peer(await _inner.CreatePeerAsync(options, observer, cancellationToken), Calls);

        private sealed class Peer(IRtcPeer inner, List<string> calls) : DelegatingPeer(inner)
        {
            public override ValueTask ReplaceAudioAsync(AudioSource? source, CancellationToken cancellationToken = default)
            {
                calls.Add("replaced");
                return Inner.ReplaceAudioAsync(source, cancellationToken);
            }

            public override void SetMuted(MediaKind kind, bool muted)
            {
                calls.Add($"muted {muted}");
                Inner.SetMuted(kind, muted);
            }
        }
    }
}
