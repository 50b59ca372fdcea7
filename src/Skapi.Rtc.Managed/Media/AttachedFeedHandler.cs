using Skapi.Rtc.Media;

namespace Skapi.Rtc.Managed.Media;

/// <summary>Sends a frame of a feed.</summary>
/// <param name="source">Where the frame comes from.</param>
/// <param name="frame">The frame.</param>
internal delegate void AttachedFeedHandler(AttachedFeed source, EncodedFrame frame);
