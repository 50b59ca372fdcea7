namespace Skapi.Rtc.Media;

/// <summary>Where outgoing sound comes from.</summary>
public abstract record AudioSource
{
    private AudioSource()
    {
    }

    /// <summary>A microphone.</summary>
    /// <param name="Id">The device's id in the stack; null takes the default one.</param>
    public sealed record Device(string? Id = null) : AudioSource;

    /// <summary>A sine tone.</summary>
    /// <param name="Frequency">Its pitch in hertz.</param>
    public sealed record Tone(double Frequency = 440) : AudioSource;

    /// <summary>The sound of a media file, played once.</summary>
    public sealed record File(string Path) : AudioSource;

    /// <summary>Raw frames that the app pushes.</summary>
    public sealed record Raw(AudioFeed Feed) : AudioSource;

    /// <summary>Encoded frames that the app pushes.</summary>
    public sealed record Encoded(EncodedFeed Feed) : AudioSource;
}
