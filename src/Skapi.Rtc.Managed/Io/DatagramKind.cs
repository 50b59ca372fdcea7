namespace Skapi.Rtc.Managed.Io;

/// <summary>How a datagram is sent.</summary>
internal enum DatagramKind
{
    /// <summary>It fits through the path, as far as this side knows. It may travel in one system call with others.</summary>
    Ordinary,

    /// <summary>It finds out whether the path carries its length (RFC 8899), so it must not be fragmented.</summary>
    Probe,

    /// <summary>It is longer than the path carries in one piece, so the network may fragment it.</summary>
    Oversized,
}
