using Skapi.Protocol;
using Skapi.Rtc;
using Skapi.Rtc.GStreamer.Codecs;
using Skapi.Rtc.Managed;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;
using Skapi.Samples.Pictures;

namespace Skapi.Samples.Web.Peer;

/// <summary>
/// The transport of the answering peer, and what the peer sends. The managed transport carries the calls. GStreamer's codecs encode and
/// decode the pictures where they are installed. Without them, the peer sends pictures that were encoded ahead of time.
/// </summary>
internal sealed class PeerMedia : IAsyncDisposable
{
    // The page may run on this machine, which may have no network.
    private static readonly ManagedTransportOptions Options = new() { LocalAddresses = LocalAddressPolicy.All };

    private readonly TestPatternFeed? _pattern;

    private PeerMedia(IRtcTransport transport, TestPatternFeed? pattern) => (Transport, _pattern) = (transport, pattern);

    /// <summary>The transport of the calls.</summary>
    public IRtcTransport Transport { get; }

    /// <summary>What the peer sends.</summary>
    public MediaOptions Sent => _pattern is null
        ? MediaOptions.Test
        : MediaOptions.Test with { Video = new VideoSource.Encoded(_pattern.Feed) };

    /// <summary>Looks for GStreamer's codecs, and logs what the peer does without them.</summary>
    public static async Task<PeerMedia> CreateAsync(ILogger logger, CancellationToken cancellationToken)
    {
        var codecs = new GStreamerCodecs(new ManagedTransport(Options));
        try
        {
            await codecs.WarmUpAsync(cancellationToken);
            return new PeerMedia(codecs, null);
        }
        catch (SkapiException error) when (error.Code == SkapiErrorCode.NotSupported)
        {
            logger.WithoutCodecs(error.Message);
            return new PeerMedia(new DefaultTransport(Options), await TestPatternFeed.StartAsync());
        }
    }

    public ValueTask DisposeAsync() => _pattern?.DisposeAsync() ?? default;
}
