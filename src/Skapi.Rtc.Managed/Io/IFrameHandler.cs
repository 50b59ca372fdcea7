namespace Skapi.Rtc.Managed.Io;

/// <summary>Receives what a connection reports. It is called on the connection's own tasks and must not throw or block.</summary>
internal interface IFrameHandler
{
    /// <summary>Handles a datagram. It is valid during the call only, and may be changed.</summary>
    void HandleFrame(FramedConnection connection, Span<byte> datagram);

    /// <summary>The connection could not be opened, or was closed by the other side. It is not called after a disposal.</summary>
    void HandleClosed(FramedConnection connection);

    /// <summary>The connection accepts datagrams again.</summary>
    void HandleWritable(FramedConnection connection);
}
