using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Interop.Tests;

/// <summary>Generates a G.711 tone, and measures the pitch of received audio.</summary>
internal static class Sounds
{
    private const int Rate = 8000;
    private const int SamplesPerPacket = Rate / 50;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    /// <summary>Pushes a µ-law tone in real time, until the result is disposed.</summary>
    public static IDisposable PlayTone(EncodedFeed feed, double frequency)
    {
        var gate = new Lock();
        var packets = 0;
        return new Timer(
            _ =>
            {
                lock (gate)
                {
                    var packet = new byte[SamplesPerPacket];
                    for (var index = 0; index < packet.Length; index++)
                        packet[index] = MuLaw(12000 * Math.Sin(2 * Math.PI * frequency * ((packets * SamplesPerPacket) + index) / Rate));

                    feed.Push(new EncodedFrame(MediaCodec.Pcmu, packet, Period * packets++, true));
                }
            },
            null,
            TimeSpan.Zero,
            Period);
    }

    /// <summary>Measures the pitch in hertz, by the rising zero crossings of a second that is not silent.</summary>
    public static async Task<double> PitchAsync(PeerRecorder events) =>
        await PitchAsync((await events.WaitForAsync<PeerEvent.TrackAdded>(added => added.Track.Kind == MediaKind.Audio)).Track);

    public static async Task<double> PitchAsync(IRemoteTrack track)
    {
        var gate = new Lock();
        var samples = new List<short>();
        var (rate, isDone) = (0, false);
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var handler = track.OnAudioFrame(frame =>
        {
            lock (gate)
            {
                rate = frame.SampleRate;
                if (isDone || !frame.Samples.ContainsAnyExceptInRange((short)-2000, (short)2000))
                    return;

                for (var index = 0; index < frame.Samples.Length; index += frame.Channels)
                    samples.Add(frame.Samples[index]);

                isDone = samples.Count >= 3 * rate / 2;
                if (isDone)
                    enough.SetResult();
            }
        });
        await enough.Task.WaitAsync(PeerRecorder.HangGuard);

        // The codec's first half second may still be settling.
        var settled = samples.Skip(rate / 2).Take(rate).ToArray();
        return Enumerable.Range(1, settled.Length - 1).Count(index => settled[index - 1] < 0 && settled[index] >= 0);
    }

    /// <summary>ITU-T G.711, µ-law.</summary>
    private static byte MuLaw(double sample)
    {
        const int bias = 0x84;
        var sign = sample < 0 ? 0x80 : 0;
        var magnitude = Math.Min((int)Math.Abs(sample), 32635) + bias;
        var exponent = 7;
        while (exponent > 0 && (magnitude & (1 << (exponent + 7))) == 0)
            exponent--;

        var mantissa = (magnitude >> (exponent + 3)) & 0x0F;
        return (byte)~(sign | (exponent << 4) | mantissa);
    }
}
