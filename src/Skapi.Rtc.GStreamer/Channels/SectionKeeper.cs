using System.Security.Cryptography;
using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Channels;

/// <summary>Keeps the section of data channels in webrtcbin's offers while the peer has no open channel.</summary>
/// <remarks>
/// webrtcbin 1.22 leaves the section out of an offer as soon as its last data channel is closed, or before the first one of the other side
/// is open. All later sections then move, and webrtcbin ends the process because a transceiver is not in its place. So the peer has one
/// more channel, which both sides could have agreed on (RFC 8831, section 6.4): nothing about it is ever sent. Not thread-safe: a peer's
/// methods are called one at a time.
/// </remarks>
/// <param name="webrtcbin">webrtcbin; valid until the keeper is disposed.</param>
/// <param name="isUsed">Whether a channel has an SCTP stream.</param>
internal sealed class SectionKeeper(nint webrtcbin, Func<int, bool> isUsed) : IDisposable
{
    // webrtcbin reserves the last one.
    private const int LastStream = ushort.MaxValue - 2;

    private GObjectHandle? _channel;

    /// <summary>Makes sure that the next offer has the section.</summary>
    /// <exception cref="SkapiException"><c>TRANSPORT_FAILED</c>: webrtcbin does not create the channel.</exception>
    public void Keep()
    {
        if (IsAlive())
            return;

        _channel?.Dispose();
        var options = GstStructure.NewEmpty("options");
        try
        {
            GstStructure.Set(options, "negotiated", GValue.OfBoolean(true));
            GstStructure.Set(options, "id", GValue.OfInt(ChooseStream()));
            _channel = Signals.EmitForObject(
                webrtcbin,
                "create-data-channel",
                GstWebRtc.GetDataChannelType(),
                GValue.OfString("section"),
                GValue.OfBoxed(GstStructure.GetGType(), options))
                ?? throw SkapiException.TransportFailed("webrtcbin does not keep the section of the data channels.");
        }
        finally
        {
            GstStructure.Free(options);
        }
    }

    /// <summary>Whether a channel is the one of a keeper.</summary>
    public static bool Owns(GObjectHandle channel)
    {
        using var use = channel.Borrow();
        return GObject.GetBoolean(use.Instance, "negotiated");
    }

    /// <inheritdoc/>
    public void Dispose() => _channel?.Dispose();

    // Peers choose their streams from the first one on, so the upper half is free. The other side does not know which one it is, so it
    // cannot close it.
    private int ChooseStream()
    {
        var last = Math.Min(ReadLastStream(), LastStream);
        var first = last / 2;
        var start = RandomNumberGenerator.GetInt32(first, last + 1);
        for (var stream = start; stream >= 0; stream--)
        {
            if (!isUsed(stream))
                return stream;
        }

        throw SkapiException.TransportFailed($"All of the {last + 1} SCTP streams that the other side allows have a data channel.");
    }

    // The association limits it when it is established.
    private int ReadLastStream()
    {
        using var association = GObject.GetObject(webrtcbin, "sctp-transport");
        if (association is null)
            return LastStream;

        using var use = association.Borrow();
        return (int)GObject.GetUInt(use.Instance, "max-channels");
    }

    private bool IsAlive()
    {
        if (_channel is not { } channel)
            return false;

        using var use = channel.Borrow();
        return (GstDataChannelState)GObject.GetEnum(use.Instance, "ready-state")
            is GstDataChannelState.Connecting or GstDataChannelState.Open;
    }
}
