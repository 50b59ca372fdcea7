namespace Skapi.Rtc.Codecs.Receiving;

/// <summary>What happened to the packets of a track.</summary>
internal sealed class SoundStatistics
{
    /// <summary>The number of packets that were decoded.</summary>
    public long Decoded { get; set; }

    /// <summary>The number of lost packets that were replaced by what the packet after them has.</summary>
    public long Recovered { get; set; }

    /// <summary>The number of packets that arrived too late.</summary>
    public long Late { get; set; }

    /// <summary>The number of packets that do not have the format of their codec.</summary>
    public long Dropped { get; set; }

    /// <summary>The number of times that a decoder threw.</summary>
    public long Failed { get; set; }

    /// <summary>How much sound was made up.</summary>
    public TimeSpan Concealed { get; set; }
}
