namespace Skapi.Rtc.Transport;

/// <summary>
/// The share of the line that a data channel gets while others send too (W3C WebRTC, RTCPriorityType; RFC 8831, section 6.4).
/// </summary>
/// <remarks>The values are the weights of DCEP: a channel sends twice as much as one of half its value.</remarks>
public enum DataChannelPriority
{
    /// <summary>Half as much as <see cref="Low"/>.</summary>
    VeryLow = 128,

    /// <summary>The default.</summary>
    Low = 256,

    /// <summary>Twice as much as <see cref="Low"/>.</summary>
    Medium = 512,

    /// <summary>Four times as much as <see cref="Low"/>.</summary>
    High = 1024,
}
