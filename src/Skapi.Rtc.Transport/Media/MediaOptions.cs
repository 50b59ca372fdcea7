namespace Skapi.Rtc.Media;

/// <summary>What this side sends, and what it is ready to receive.</summary>
/// <remarks>
/// Media that a callee sends beyond the caller's offer is lost on the published client, so an offer carries what the callee may send:
/// a kind that is sent can be received too, and a kind that is only received says so here.
/// </remarks>
public sealed record MediaOptions
{
    /// <summary>Where the sound comes from; null sends none.</summary>
    public AudioSource? Audio { get; init; }

    /// <summary>Where the pictures come from; null sends none.</summary>
    public VideoSource? Video { get; init; }

    /// <summary>Be ready to receive sound even where none is sent.</summary>
    public bool ReceiveAudio { get; init; }

    /// <summary>Be ready to receive pictures even where none are sent.</summary>
    public bool ReceiveVideo { get; init; }

    /// <summary>The default microphone and camera: Skapi's <c>{audio: true, video: true}</c>.</summary>
    public static MediaOptions Devices { get; } = new() { Audio = new AudioSource.Device(), Video = new VideoSource.Device() };

    /// <summary>A tone and a test pattern.</summary>
    public static MediaOptions Test { get; } = new() { Audio = new AudioSource.Tone(), Video = new VideoSource.TestPattern() };
}
