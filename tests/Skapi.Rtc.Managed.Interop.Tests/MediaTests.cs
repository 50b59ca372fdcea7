using Skapi.Rtc.Codecs;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.GStreamer.Codecs;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Interop.Tests;

/// <summary>Sound and pictures between the managed transport, with codecs around it, and webrtcbin. Either side offers.</summary>
public sealed class MediaTests
{
    private const int Enough = 5;
    private const int TonePitch = 440;

    [Theory]
    [InlineData("managed", "GStreamer")]
    [InlineData("GStreamer", "managed")]
    public async Task Sound_and_pictures_go_both_ways(string offering, string answering)
    {
        await using var pair = await PeerPair.CreateAsync(WithCodecs(offering), WithCodecs(answering));
        await pair.Offerer.AddMediaAsync(MediaOptions.Test);

        await pair.NegotiateAsync(async () => await pair.Answerer.AddMediaAsync(MediaOptions.Test));

        await pair.WaitUntilConnectedAsync();
        await Task.WhenAll(
            SeesAsync(pair.OffererEvents), SeesAsync(pair.AnswererEvents), HearsAsync(pair.OffererEvents), HearsAsync(pair.AnswererEvents));
    }

    [Theory]
    [InlineData("managed", "GStreamer")]
    [InlineData("GStreamer", "managed")]
    public async Task Raw_sound_goes_both_ways_with_managed_codecs(string offering, string answering)
    {
        var sound = new MediaOptions { Audio = new AudioSource.Tone(TonePitch) };
        await using var pair = await PeerPair.CreateAsync(WithManagedCodecs(offering), WithManagedCodecs(answering));
        await pair.Offerer.AddMediaAsync(sound);

        await pair.NegotiateAsync(async () => await pair.Answerer.AddMediaAsync(sound));

        await Task.WhenAll(HearsAsync(pair.OffererEvents), HearsAsync(pair.AnswererEvents));
    }

    private static IRtcTransport WithCodecs(string name) =>
        name == "managed" ? new GStreamerCodecs(Stacks.Named(name)) : Stacks.Named(name);

    private static IRtcTransport WithManagedCodecs(string name) =>
        name == "managed" ? new ManagedCodecs(Stacks.Named(name)) : Stacks.Named(name);

    // The first bar of the test pattern is white.
    private static Task SeesAsync(PeerRecorder events) =>
        FramesOf.VideoAsync(events, Enough, static frame => frame.Data[(2 * frame.Width) + 2] > 180);

    private static Task HearsAsync(PeerRecorder events) =>
        FramesOf.AudioAsync(events, Enough, static frame => Math.Abs(Tones.PitchOf(frame) - TonePitch) < TonePitch / 10.0);
}
