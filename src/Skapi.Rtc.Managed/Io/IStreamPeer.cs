namespace Skapi.Rtc.Managed.Io;

/// <summary>A peer that other sides reach over TCP.</summary>
internal interface IStreamPeer : IFrameHandler
{
    /// <summary>A connection belongs to the peer from now on. Its first datagram follows.</summary>
    void HandleAccepted(FramedConnection connection);
}
