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
    /// <param name="Path">The path of the file.</param>
    /// <exception cref="ArgumentNullException">There is no path.</exception>
    public sealed record File(string Path) : AudioSource
    {
        /// <summary>The path of the file.</summary>
        public string Path { get; init; } = Values.NotNull(Path);
    }

    /// <summary>Raw frames that the app pushes.</summary>
    /// <param name="Feed">The feed.</param>
    /// <exception cref="ArgumentNullException">There is no feed.</exception>
    public sealed record Raw(AudioFeed Feed) : AudioSource
    {
        /// <summary>The feed.</summary>
        public AudioFeed Feed { get; init; } = Values.NotNull(Feed);
    }

    /// <summary>Encoded frames that the app pushes.</summary>
    /// <param name="Feed">The feed.</param>
    /// <exception cref="ArgumentNullException">There is no feed.</exception>
    public sealed record Encoded(EncodedFeed Feed) : AudioSource
    {
        /// <summary>The feed.</summary>
        public EncodedFeed Feed { get; init; } = Values.NotNull(Feed);
    }
}
