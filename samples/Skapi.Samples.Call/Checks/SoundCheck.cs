using Skapi.Rtc.Media;

namespace Skapi.Samples.Call.Checks;

/// <summary>Measures the pitch of each frame of a track that is not silent, by zero crossings.</summary>
internal sealed class SoundCheck
{
    /// <summary>The pitch of the tone that both sides send, in hertz.</summary>
    public const double Tone = 440;

    private const int Silence = 1000;

    /// <summary>The maximum error of a frame, as a part of the pitch. A frame has only a few periods.</summary>
    private const double Tolerance = 0.05;

    private readonly Lock _gate = new();
    private readonly List<double> _pitches = [];
    private TimeSpan _heard;
    private TimeSpan _right;

    /// <summary>The length of the sound that is not silent.</summary>
    public TimeSpan Heard
    {
        get
        {
            lock (_gate)
                return _heard;
        }
    }

    /// <summary>The length of the sound that has the pitch of the tone. The rest conceals packets that were lost or late.</summary>
    public TimeSpan Right
    {
        get
        {
            lock (_gate)
                return _right;
        }
    }

    /// <summary>The median of the pitches of the frames, in hertz; 0 before the first one.</summary>
    public double Pitch
    {
        get
        {
            lock (_gate)
                return _pitches.Order().ElementAtOrDefault(_pitches.Count / 2);
        }
    }

    public void Take(AudioFrame frame)
    {
        lock (_gate)
        {
            if (!frame.Samples.ContainsAnyExceptInRange((short)-Silence, (short)Silence))
                return;

            var length = TimeSpan.FromSeconds((double)(frame.Samples.Length / frame.Channels) / frame.SampleRate);
            var pitch = PitchOf(frame);
            _pitches.Add(pitch);
            _heard += length;
            if (Math.Abs(pitch - Tone) < Tone * Tolerance)
                _right += length;
        }
    }

    /// <summary>The periods between the first and the last rising crossing of zero, in a second; 0 if there is no period.</summary>
    private static double PitchOf(AudioFrame frame)
    {
        var (first, last, crossings) = (0.0, 0.0, 0);
        for (var index = frame.Channels; index < frame.Samples.Length; index += frame.Channels)
        {
            int before = frame.Samples[index - frame.Channels], after = frame.Samples[index];
            if (before >= 0 || after < 0)
                continue;

            // Between the two samples, where a straight line is zero.
            last = (index / frame.Channels) - ((double)after / (after - before));
            if (crossings++ == 0)
                first = last;
        }

        return crossings < 2 ? 0 : (crossings - 1) * frame.SampleRate / (last - first);
    }
}
