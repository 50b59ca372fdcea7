using Skapi.Rtc.Managed;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc;

/// <summary>
/// The transport of a <see cref="SkapiClient"/> that is created without one: the managed transport, with no native library.
/// </summary>
/// <remarks>
/// The engine creates it by its name, so it keeps its name and its constructor without parameters. Thread-safe. One transport serves any
/// number of peers.
/// </remarks>
public sealed class DefaultTransport : IRtcTransport
{
    private readonly ManagedTransport _inner;

    /// <summary>Creates the transport with the defaults of <see cref="ManagedTransportOptions"/>.</summary>
    public DefaultTransport()
        : this(new ManagedTransportOptions())
    {
    }

    /// <summary>Creates the transport.</summary>
    /// <param name="options">How it uses the network.</param>
    public DefaultTransport(ManagedTransportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _inner = new ManagedTransport(options);
    }

    /// <inheritdoc/>
    public string Name => _inner.Name;

    /// <inheritdoc/>
    public RtcCapabilities Capabilities => _inner.Capabilities;

    /// <inheritdoc/>
    public ValueTask<IRtcPeer> CreatePeerAsync(
        RtcPeerOptions options, IRtcPeerObserver observer, CancellationToken cancellationToken = default) =>
        _inner.CreatePeerAsync(options, observer, cancellationToken);
}
