using Skapi.Rtc.Media;

namespace Skapi.Rtc.Codecs.Sending;

/// <summary>Where sound comes from. Disposing ends it; a frame may still be on its way.</summary>
internal interface ISoundSource : IDisposable
{
    /// <summary>The sample rate of its frames.</summary>
    int SampleRate { get; }

    /// <summary>The number of channels of its frames.</summary>
    int Channels { get; }

    /// <summary>Begins to give frames.</summary>
    /// <param name="deliver">Receives the frames, from any thread.</param>
    void Start(Action<AudioFrame> deliver);
}
