using Skapi.Rtc.Media;

namespace Skapi.Rtc.Conformance;

/// <summary>Tones: what is heard in a frame, and what a test pushes.</summary>
public static class Tones
{
    /// <summary>The pitch in hertz, from how often the first channel crosses zero; 0 for silence.</summary>
    public static double PitchOf(AudioFrame frame)
    {
        if (!IsLoud(frame))
            return 0;

        var (first, last, rises) = (-1, -1, 0);
        for (var i = 1; i < frame.Samples.Length / frame.Channels; i++)
        {
            if (frame.Samples[(i - 1) * frame.Channels] >= 0 || frame.Samples[i * frame.Channels] < 0)
                continue;
            if (first < 0)
                first = i;
            else
                rises++;
            last = i;
        }

        return rises == 0 ? 0 : (double)rises * frame.SampleRate / (last - first);
    }

    /// <summary>Whether something is to be heard.</summary>
    public static bool IsLoud(AudioFrame frame) => frame.Samples.ContainsAnyExceptInRange((short)-500, (short)500);

    /// <summary>Pushes a tone at its own pace until a task has ended.</summary>
    public static async Task PushUntilAsync(Task arrived, AudioFeed feed, double frequency)
    {
        var length = feed.SampleRate / 50;
        var samples = new short[length];
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var number = 0; !arrived.IsCompleted && await clock.WaitForNextTickAsync(); number++)
        {
            for (var i = 0; i < length; i++)
                samples[i] = (short)(12000 * Math.Sin(2 * Math.PI * frequency * ((number * length) + i) / feed.SampleRate));
            feed.Push(new AudioFrame(feed.SampleRate, 1, samples, TimeSpan.FromMilliseconds(20 * number)));
        }
    }
}
