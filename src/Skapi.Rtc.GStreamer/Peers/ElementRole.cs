namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>What an element does for a peer connection. It decides what a failure means.</summary>
internal enum ElementRole
{
    /// <summary>A source, an encoder, a decoder: the connection goes on without it.</summary>
    Media,

    /// <summary>
    /// The SCTP association of the data channels. It fails when the other side ends it without a message, as Chromium does.
    /// </summary>
    Association,

    /// <summary>ICE, DTLS and RTP: the connection is broken.</summary>
    Transport,
}
