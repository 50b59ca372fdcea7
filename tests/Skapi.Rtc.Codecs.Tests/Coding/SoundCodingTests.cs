using Skapi.Rtc.Codecs.Coding;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Codecs.Tests.Coding;

public sealed class SoundCodingTests
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);

    [Theory]
    [InlineData(MediaCodec.Opus, 8000, 1)]
    [InlineData(MediaCodec.Opus, 12000, 1)]
    [InlineData(MediaCodec.Opus, 16000, 2)]
    [InlineData(MediaCodec.Opus, 24000, 1)]
    [InlineData(MediaCodec.Opus, 48000, 1)]
    [InlineData(MediaCodec.Opus, 48000, 2)]
    [InlineData(MediaCodec.Pcmu, 8000, 1)]
    [InlineData(MediaCodec.Pcma, 8000, 1)]
    public void A_tone_keeps_its_pitch_and_its_loudness(MediaCodec codec, int sampleRate, int channels)
    {
        using var encoder = SoundEncoder.Create(codec, sampleRate, channels);
        var decoder = SoundDecoder.Create(codec);
        var heard = new List<short>();

        foreach (var packet in Encode(encoder, count: 50))
        {
            decoder.DurationOf(packet).ShouldBe(Frame);
            var samples = new short[SoundFormat.MaxPacketSamples];
            var count = decoder.Decode(packet, samples);
            count.ShouldBe(decoder.SampleRate / 50);
            heard.AddRange(FirstChannel(samples.AsSpan(0, count * decoder.Channels), decoder.Channels));
        }

        decoder.Channels.ShouldBe(channels);
        var settled = heard.Skip(heard.Count / 2).ToArray();
        Sine.PitchOf(settled, decoder.SampleRate).ShouldBe(440, 2);
        Sine.LoudnessOf(settled).ShouldBe(12000 / Math.Sqrt(2), 800);
    }

    [Fact]
    public void The_copy_in_the_next_packet_is_nearer_to_the_lost_sound_than_a_guess()
    {
        using var encoder = SoundEncoder.Create(MediaCodec.Opus, 48000, 1);
        var packets = EncodeSweep(encoder, count: 60);
        var (whole, recovering, guessing) = (Decoder(), Decoder(), Decoder());
        var (recoveryError, guessError) = (0.0, 0.0);
        for (var i = 0; i < packets.Count - 1; i++)
        {
            var expected = Decode(whole, packets[i]);
            var isLost = i > 20 && i % 5 == 0;
            if (!isLost)
            {
                Decode(recovering, packets[i]);
                Decode(guessing, packets[i]);
                continue;
            }

            var (recovered, guessed) = (new short[SoundFormat.MaxPacketSamples], new short[SoundFormat.MaxPacketSamples]);
            recovering.Recover(packets[i + 1], Frame, recovered).ShouldBe(960);
            guessing.Conceal(Frame, guessed).ShouldBe(960);
            recoveryError += Difference(expected, recovered);
            guessError += Difference(expected, guessed);
        }

        recoveryError.ShouldBeLessThan(guessError / 2);
    }

    [Theory]
    [InlineData(MediaCodec.Opus)]
    [InlineData(MediaCodec.Pcmu)]
    [InlineData(MediaCodec.Pcma)]
    public void Concealed_sound_goes_on_at_its_pitch_and_becomes_silent(MediaCodec codec)
    {
        using var encoder = SoundEncoder.Create(codec, 8000, 1);
        var decoder = SoundDecoder.Create(codec);
        var samples = new short[SoundFormat.MaxPacketSamples];
        foreach (var packet in Encode(encoder, count: 20))
            decoder.Decode(packet, samples);

        var first = decoder.Conceal(Frame, samples);
        var loudness = Sine.LoudnessOf(samples.AsSpan(0, first));
        Sine.PitchOf(samples.AsSpan(0, first), decoder.SampleRate).ShouldBe(440, 25);
        var last = 0;
        for (var i = 0; i < 50; i++)
            last = decoder.Conceal(Frame, samples);

        loudness.ShouldBeGreaterThan(5000);
        Sine.LoudnessOf(samples.AsSpan(0, last)).ShouldBeLessThan(loudness / 20);
    }

    [Fact]
    public void Sound_after_concealed_sound_begins_without_a_jump()
    {
        var decoder = SoundDecoder.Create(MediaCodec.Pcmu);
        using var encoder = SoundEncoder.Create(MediaCodec.Pcmu, 8000, 1);
        var packets = Encode(encoder, count: 4);
        var heard = new List<short>();
        var samples = new short[SoundFormat.MaxPacketSamples];
        for (var i = 0; i < packets.Count; i++)
        {
            var count = i == 2 ? decoder.Conceal(Frame, samples) : decoder.Decode(packets[i], samples);
            heard.AddRange(samples[..count]);
        }

        // The steepest step of the tone is 2 π × 440 / 8000 of its amplitude, a third.
        heard.Zip(heard.Skip(1), static (one, next) => Math.Abs(next - one)).Max().ShouldBeLessThan(6000);
    }

    [Fact]
    public void A_stereo_packet_makes_the_decoder_stereo_for_good()
    {
        using var mono = SoundEncoder.Create(MediaCodec.Opus, 48000, 1);
        using var stereo = SoundEncoder.Create(MediaCodec.Opus, 48000, 2);
        var decoder = SoundDecoder.Create(MediaCodec.Opus);

        Decode(decoder, Encode(mono, 1)[0]);
        decoder.Channels.ShouldBe(1);
        Decode(decoder, Encode(stereo, 1)[0]);
        decoder.Channels.ShouldBe(2);
        Decode(decoder, Encode(mono, 1)[0]);
        decoder.Channels.ShouldBe(2);
    }

    [Theory]
    [InlineData(MediaCodec.Opus, "")]
    [InlineData(MediaCodec.Opus, "03")]
    [InlineData(MediaCodec.Opus, "0300")]
    [InlineData(MediaCodec.Opus, "1B3F")]
    [InlineData(MediaCodec.Pcmu, "")]
    public void What_is_no_packet_has_no_duration(MediaCodec codec, string packet) =>
        SoundDecoder.Create(codec).DurationOf(Convert.FromHexString(packet)).ShouldBe(TimeSpan.Zero);

    [Fact]
    public void A_packet_of_more_than_120_ms_or_1500_bytes_has_no_duration()
    {
        SoundDecoder.Create(MediaCodec.Pcma).DurationOf(new byte[961]).ShouldBe(TimeSpan.Zero);
        SoundDecoder.Create(MediaCodec.Opus).DurationOf(new byte[1501]).ShouldBe(TimeSpan.Zero);
    }

    private static SoundDecoder Decoder() => SoundDecoder.Create(MediaCodec.Opus);

    private static short[] Decode(SoundDecoder decoder, byte[] packet)
    {
        var samples = new short[SoundFormat.MaxPacketSamples];
        return samples[..(decoder.Decode(packet, samples) * decoder.Channels)];
    }

    private static List<byte[]> Encode(SoundEncoder encoder, int count) => Encode(encoder, count, static (encoder, i) =>
        Sine.Of(440, encoder.SampleRate, i * encoder.SampleRate / 50, encoder.SampleRate / 50, encoder.Channels));

    // A voice-like sound: its pitch and its loudness change all the time, so a guess is wrong.
    private static List<byte[]> EncodeSweep(SoundEncoder encoder, int count) => Encode(encoder, count, static (encoder, i) =>
    {
        var samples = new short[960];
        for (var n = 0; n < samples.Length; n++)
        {
            var t = ((i * 960) + n) / 48000.0;
            var phase = 2 * Math.PI * ((200 * t) + (20 * Math.Sin(2 * Math.PI * 3 * t)));
            var loudness = 4000 + (3500 * Math.Sin(2 * Math.PI * 7 * t));
            samples[n] = (short)(loudness * (Math.Sin(phase) + (0.5 * Math.Sin(2 * phase)) + (0.3 * Math.Sin(3 * phase))));
        }

        return samples;
    });

    private static List<byte[]> Encode(SoundEncoder encoder, int count, Func<SoundEncoder, int, short[]> soundOf)
    {
        var packets = new List<byte[]>();
        for (var i = 0; i < count; i++)
        {
            var packet = new byte[1200];
            packets.Add(packet[..encoder.Encode(soundOf(encoder, i), packet)]);
        }

        return packets;
    }

    private static IEnumerable<short> FirstChannel(ReadOnlySpan<short> samples, int channels) =>
        samples.ToArray().Where((_, i) => i % channels == 0);

    private static double Difference(ReadOnlySpan<short> expected, ReadOnlySpan<short> actual)
    {
        var sum = 0.0;
        for (var i = 0; i < expected.Length; i++)
            sum += Math.Pow(expected[i] - actual[i], 2);

        return sum;
    }
}
