namespace Skapi.Rtc.Managed;

/// <summary>How a managed transport uses the network. The defaults suit an app; a server may want others.</summary>
public sealed record ManagedTransportOptions
{
    /// <summary>
    /// Whether many datagrams may be sent and received in one system call (UDP segmentation and coalescing). True by default. It has an
    /// effect on Linux only, and a network device that cannot do it is noticed.
    /// </summary>
    public bool UseSegmentationOffload { get; init; } = true;
}
