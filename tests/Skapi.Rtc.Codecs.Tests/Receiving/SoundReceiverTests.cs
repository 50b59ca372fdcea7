using Skapi.Rtc.Codecs.Coding;
using Skapi.Rtc.Codecs.Receiving;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Codecs.Tests.Receiving;

public sealed class SoundReceiverTests
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);

    private readonly SoundStatistics _statistics = new();
    private readonly List<Exception> _failures = [];
    private readonly List<short> _heard = [];
    private readonly SoundReceiver _receiver;
    private TimeSpan _now;
    private TimeSpan _playedUntil;
    private int _sampleRate;

    public SoundReceiverTests() => _receiver = new SoundReceiver(_statistics, (_, error) => _failures.Add(error));

    [Theory]
    [InlineData(MediaCodec.Opus)]
    [InlineData(MediaCodec.Pcmu)]
    public void At_5_percent_loss_and_30_ms_of_jitter_a_tone_is_never_silent_for_60_ms(MediaCodec codec)
    {
        var path = new SimulatedPath(seed: 7) { Loss = 0.05, Jitter = TimeSpan.FromMilliseconds(30) };
        var packets = Encode(codec, 1500);
        var arrivals = packets.Select((packet, number) => (packet, number, At: path.Send(Frame * number)))
            .Where(static packet => packet.At is not null).OrderBy(static packet => packet.At).ToList();

        foreach (var (packet, number, at) in arrivals)
        {
            PlayUntil(at!.Value);
            Add(codec, packet, number);
        }

        var quiet = LongestQuiet(_heard.ToArray(), _sampleRate);
        quiet.ShouldBeLessThanOrEqualTo(TimeSpan.FromMilliseconds(60));
        Sine.PitchOf(_heard.ToArray(), _sampleRate).ShouldBe(440, 3);
        (_statistics.Recovered + (_statistics.Concealed / Frame)).ShouldBeGreaterThan(50);
        _failures.ShouldBeEmpty();
    }

    [Fact]
    public void Sound_is_continuous_in_time()
    {
        var packets = Encode(MediaCodec.Opus, 100);

        for (var i = 0; i < packets.Count; i++)
        {
            PlayUntil(Frame * i);
            if (i % 7 != 3)
                Add(MediaCodec.Opus, packets[i], i);
        }

        // PlayUntil checks each frame.
        _heard.Count.ShouldBeGreaterThan(90 * 960);
    }

    [Fact]
    public void The_codec_can_change()
    {
        MediaCodec[] codecs = [MediaCodec.Opus, MediaCodec.Pcmu, MediaCodec.Pcma, MediaCodec.Opus];
        for (var part = 0; part < codecs.Length; part++)
        {
            _heard.Clear();
            var packets = Encode(codecs[part], 50);
            for (var i = 0; i < packets.Count; i++)
            {
                PlayUntil(Frame * ((part * 50) + i), checksTime: false);
                Add(codecs[part], packets[i], (part * 50) + i);
            }

            _sampleRate.ShouldBe(codecs[part] == MediaCodec.Opus ? 48000 : 8000);
            Sine.PitchOf(_heard.Skip(_heard.Count / 2).ToArray(), _sampleRate).ShouldBe(440, 3);
        }
    }

    [Fact]
    public void Pictures_and_times_beyond_the_calendar_are_dropped()
    {
        _receiver.Add(new EncodedFrame(MediaCodec.Vp8, [1, 2, 3], TimeSpan.Zero, isKeyFrame: true), _now);
        _receiver.Add(new EncodedFrame(MediaCodec.Pcmu, new byte[160], TimeSpan.MaxValue, isKeyFrame: true), _now);
        _receiver.Add(new EncodedFrame(MediaCodec.Pcmu, new byte[160], TimeSpan.MinValue, isKeyFrame: true), _now);

        _statistics.Dropped.ShouldBe(3);
        _receiver.NextStep.ShouldBeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Hostile_packets_cost_nothing_but_packets(int seed)
    {
        var random = new Random(seed);
        var good = Encode(MediaCodec.Opus, 50);
        for (var i = 0; i < 8_000; i++)
        {
            _now += TimeSpan.FromMilliseconds(random.Next(25));
            var codec = random.Next(8) == 0 ? MediaCodec.Pcma : MediaCodec.Opus;
            var timestamp = random.Next(50) == 0
                ? TimeSpan.FromSeconds((random.NextDouble() - 0.5) * 1e11)
                : _now + TimeSpan.FromMilliseconds(random.Next(-30, 30));
            _receiver.Add(new EncodedFrame(codec, HostilePacket(random, good), timestamp, isKeyFrame: true), _now);
            Drain();
        }

        // The track goes on: what is good afterwards is heard.
        _heard.Clear();
        for (var i = 0; i < good.Count; i++)
        {
            _now += Frame;
            _receiver.Add(new EncodedFrame(MediaCodec.Opus, good[i], _now, isKeyFrame: true), _now);
            Drain();
        }

        Sine.PitchOf(_heard.Skip(_heard.Count / 2).ToArray(), _sampleRate).ShouldBe(440, 5);
        _failures.Count.ShouldBe((int)_statistics.Failed);
    }

    [Fact]
    public void A_packet_that_the_decoder_throws_at_is_counted_and_replaced()
    {
        var good = Encode(MediaCodec.Opus, 30);
        for (var i = 0; i < good.Count; i++)
        {
            PlayUntil(Frame * i);

            // RFC 6716, section 3.2.5: a packet of four equal frames, of which each would have a third of a byte.
            Add(MediaCodec.Opus, i == 10 ? [0x7b, 0x04, 0x01] : good[i], i);
        }

        _statistics.Failed.ShouldBe(1);
        _failures.Count.ShouldBe(1);
        _statistics.Decoded.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Packets_that_overlap_what_was_played_are_counted_as_late()
    {
        // Each packet has 20 ms, but the next one begins after 10 ms.
        for (var i = 0; i < 100; i++)
        {
            PlayUntil(Frame / 2 * i, checksTime: false);
            _receiver.Add(new EncodedFrame(MediaCodec.Pcmu, new byte[160], Frame / 2 * i, isKeyFrame: true), _now);
        }

        _statistics.Late.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Decoding_allocates_nothing_of_its_own()
    {
        // Of Opus, what the decoder's project allocates would be counted, too.
        var packets = Encode(MediaCodec.Pcma, 400);
        var before = 0L;

        for (var i = 0; i < packets.Count; i++)
        {
            if (i == 200)
                before = GC.GetAllocatedBytesForCurrentThread();

            _now += Frame;
            if (i % 20 != 19)
                Add(MediaCodec.Pcma, packets[i], i);

            while (_receiver.TryPlay(_now, out _))
            {
                // It is not kept.
            }
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        _statistics.Recovered.ShouldBeGreaterThan(15);
    }

    private static List<byte[]> Encode(MediaCodec codec, int count)
    {
        using var encoder = SoundEncoder.Create(codec, codec == MediaCodec.Opus ? 48000 : 8000, 1);
        var packets = new List<byte[]>();
        var packet = new byte[1200];
        for (var i = 0; i < count; i++)
        {
            var samples = Sine.Of(440, encoder.SampleRate, i * encoder.FrameSamples, encoder.FrameSamples);
            packets.Add(packet[..encoder.Encode(samples, packet)]);
        }

        return packets;
    }

    private static byte[] HostilePacket(Random random, List<byte[]> good)
    {
        var packet = random.Next(3) == 0 ? new byte[random.Next(2000)] : [.. good[random.Next(good.Count)]];
        if (random.Next(2) == 0)
            packet = packet[..random.Next(packet.Length + 1)];

        // All of it, or one bit.
        if (random.Next(3) == 0)
            random.NextBytes(packet);
        else if (packet.Length > 0)
            packet[random.Next(packet.Length)] ^= (byte)(1 << random.Next(8));

        return packet;
    }

    private static TimeSpan LongestQuiet(ReadOnlySpan<short> samples, int sampleRate)
    {
        // A period of the tone is 2.3 ms long.
        var window = sampleRate / 200;
        var (longest, current) = (0, 0);
        for (var i = 0; i + window <= samples.Length; i += window)
        {
            current = Sine.LoudnessOf(samples.Slice(i, window)) < 1000 ? current + window : 0;
            longest = Math.Max(longest, current);
        }

        return TimeSpan.FromSeconds((double)longest / sampleRate);
    }

    private void Add(MediaCodec codec, byte[] packet, int number) =>
        _receiver.Add(new EncodedFrame(codec, packet, Frame * number, isKeyFrame: true), _now);

    private void PlayUntil(TimeSpan time, bool checksTime = true)
    {
        for (; _now < time; _now += TimeSpan.FromMilliseconds(1))
        {
            while (_receiver.TryPlay(_now, out var sound))
                Hear(sound, checksTime);
        }
    }

    private void Drain()
    {
        while (_receiver.TryPlay(_now, out var sound))
            Hear(sound, checksTime: false);
    }

    private void Hear(AudioFrame sound, bool checksTime)
    {
        sound.Samples.Length.ShouldBeInRange(1, SoundFormat.MaxPacketSamples);
        if (checksTime)
            sound.Timestamp.ShouldBe(_playedUntil, TimeSpan.FromMilliseconds(0.1));

        _sampleRate = sound.SampleRate;
        _playedUntil = sound.Timestamp + TimeSpan.FromSeconds((double)sound.Samples.Length / sound.Channels / sound.SampleRate);
        for (var i = 0; i < sound.Samples.Length; i += sound.Channels)
            _heard.Add(sound.Samples[i]);
    }
}
