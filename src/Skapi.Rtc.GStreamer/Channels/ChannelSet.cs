using System.Text;
using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.Statistics;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Channels;

/// <summary>The data channels of one peer.</summary>
internal sealed class ChannelSet(ChannelContext context) : IDisposable
{
    // RFC 8832, section 5.1: the lengths have 16 bits.
    private const int MaxNameLength = ushort.MaxValue;

    private readonly Lock _lock = new();
    private readonly List<GStreamerDataChannel> _channels = [];
    private GStreamerDataChannel? _prepared;
    private bool _isDisposed;

    /// <summary>Whether this side or the other has created a channel.</summary>
    public bool Any
    {
        get
        {
            lock (_lock)
                return _channels.Count > 0;
        }
    }

    /// <summary>Whether a channel has an SCTP stream.</summary>
    public bool Uses(int stream) => Snapshot().Any(channel => channel.Id == stream);

    /// <summary>Creates a channel; the label is the protocol, as Skapi does it.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c> or <c>TRANSPORT_FAILED</c>.</exception>
    public GStreamerDataChannel Create(DataChannelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.MaxRetransmits is not null && options.MaxPacketLifeTime is not null)
            throw SkapiException.InvalidParameter(
                "DataChannelOptions has both MaxRetransmits and MaxPacketLifeTime. Set at most one (RFC 8832, section 5.1).");
        if (Encoding.UTF8.GetByteCount(options.Protocol) > MaxNameLength || options.Protocol.Contains('\0', StringComparison.Ordinal))
            throw SkapiException.InvalidParameter($"DataChannelOptions.Protocol may have at most {MaxNameLength} bytes and no U+0000.");

        var structure = GstStructure.NewEmpty("options");
        try
        {
            GstStructure.Set(structure, "ordered", GValue.OfBoolean(options.Ordered));
            GstStructure.Set(structure, "protocol", GValue.OfString(options.Protocol));
            if (options.MaxRetransmits is { } retransmits)
                GstStructure.Set(structure, "max-retransmits", GValue.OfInt(retransmits));
            if (options.MaxPacketLifeTime is { } lifeTime)
                GstStructure.Set(structure, "max-packet-lifetime", GValue.OfInt(lifeTime));

            using var native = Signals.EmitForObject(
                context.WebRtcBin,
                "create-data-channel",
                GstWebRtc.GetDataChannelType(),
                GValue.OfString(options.Protocol),
                GValue.OfBoxed(GstStructure.GetGType(), structure));
            return Interlocked.Exchange(ref _prepared, null)
                ?? throw SkapiException.TransportFailed($"webrtcbin did not create the data channel “{options.Protocol}”.");
        }
        finally
        {
            GstStructure.Free(structure);
        }
    }

    /// <summary>Handles a channel that this side has asked for, before anything has happened on it.</summary>
    public void Prepare(GObjectHandle native)
    {
        if (SectionKeeper.Owns(native))
            native.Dispose();
        else
            _prepared = Add(native);
    }

    /// <summary>Adds a channel that this side or the other created.</summary>
    public GStreamerDataChannel Add(GObjectHandle native)
    {
        var channel = new GStreamerDataChannel(native, context);
        lock (_lock)
        {
            if (!_isDisposed)
            {
                _channels.Add(channel);
                return channel;
            }
        }

        channel.Dispose();
        return channel;
    }

    /// <summary>Handles the end of the connection, which is the end of every channel.</summary>
    /// <param name="failed">Whether the connection broke.</param>
    public void OnTransportEnded(bool failed)
    {
        foreach (var channel in Snapshot())
            channel.OnClosed(failed ? ("The connection to the other side broke.", "sctp-failure") : null, transportEnded: true);
    }

    /// <summary>Handles an exchange in which one side rejected data channels.</summary>
    public void OnRejected()
    {
        foreach (var channel in Snapshot())
            channel.OnClosed(("The other side does not accept data channels in this call.", "data-channel-failure"), transportEnded: true);
    }

    /// <summary>The statistics of every channel.</summary>
    public IReadOnlyList<DataChannelStats> Stats() => [.. Snapshot().Select(channel => channel.Stats)];

    /// <summary>Closes the channels.</summary>
    /// <returns>A task that completes when the other side has closed them too.</returns>
    public Task CloseAsync()
    {
        var open = Snapshot()
            .Where(channel => channel.State == DataChannelState.Open || channel.State == DataChannelState.Closing)
            .ToArray();
        foreach (var channel in open)
            channel.Close();
        return Task.WhenAll(open.Select(channel => channel.Closed));
    }

    /// <summary>Closes the channels on this side alone, and those that still come. None of them uses the pipeline afterwards.</summary>
    public void Dispose()
    {
        lock (_lock)
            _isDisposed = true;
        foreach (var channel in Snapshot())
            channel.Dispose();
    }

    private GStreamerDataChannel[] Snapshot()
    {
        lock (_lock)
            return [.. _channels];
    }
}
