using Skapi.Rtc.Codecs;
using Skapi.Rtc.Managed;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc;

/// <summary>
/// The transport of a <see cref="SkapiClient"/> that is created without one: the managed transport with managed sound codecs, and no
/// native library.
/// </summary>
/// <remarks>
/// It carries data channels, raw sound (Opus and G.711) and encoded pictures. For raw pictures, files and devices use another transport.
/// The engine creates it by its name, so it keeps its name and its constructor without parameters. Thread-safe. One transport serves any
/// number of peers.
/// </remarks>
public sealed class DefaultTransport : IRtcTransport
{
    private readonly ManagedCodecs _inner;

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
        _inner = new ManagedCodecs(new ManagedTransport(options));
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
