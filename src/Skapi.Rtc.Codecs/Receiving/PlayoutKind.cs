namespace Skapi.Rtc.Codecs.Receiving;

/// <summary>What is to be played next.</summary>
internal enum PlayoutKind
{
    /// <summary>Nothing, until sound arrives.</summary>
    None,

    /// <summary>A packet.</summary>
    Decode,

    /// <summary>A guess, because sound is missing.</summary>
    Conceal,

    /// <summary>A lost packet that the next packet may have a copy of. The next packet itself follows.</summary>
    Recover,

    /// <summary>Two packets, blended into one, so that the delay becomes shorter.</summary>
    Merge,
}
