namespace Skapi.Rtc.Managed.Io;

/// <summary>Receives what a stream reports. It is called on the stream's own tasks and must not throw or block.</summary>
internal interface IStreamHandler
{
    /// <summary>The stream is open.</summary>
    void HandleConnected(StreamConnection connection);

    /// <summary>Handles bytes that arrived. They are valid during the call only.</summary>
    void HandleBytes(StreamConnection connection, ReadOnlySpan<byte> bytes);

    /// <summary>The stream could not be opened, or was closed by the other side. It is not called after the stream was disposed.</summary>
    void HandleClosed(StreamConnection connection, string reason);

    /// <summary>The stream accepts bytes again.</summary>
    void HandleWritable(StreamConnection connection);
}
