using System.Text;
using Skapi.Protocol;

namespace Skapi.Rtc.Transport.InMemory;

/// <summary>One end of a data channel in memory. Its peer changes it, under the transport's lock.</summary>
internal sealed class InMemoryDataChannel(InMemoryPeer owner, string label, DataChannelOptions options) : IRtcDataChannel
{
    private uint _threshold;

    public InMemoryPeer Owner => owner;

    public DataChannelOptions Options => options;

    /// <summary>Whether this side created the channel.</summary>
    public bool IsOurs { get; init; } = true;

    /// <summary>The other end, once the channel is open.</summary>
    public InMemoryDataChannel? Partner { get; private set; }

    public uint Buffered { get; set; }

    public string Label => label;

    public string Protocol => options.Protocol;

    public bool Ordered => options.Ordered;

    public ushort? MaxRetransmits => options.MaxRetransmits;

    public ushort? MaxPacketLifeTime => options.MaxPacketLifeTime;

    public ushort? Id { get; private set; }

    public DataChannelState State { get; set; } = DataChannelState.Connecting;

    public uint BufferedAmount => Buffered;

    public uint BufferedAmountLowThreshold
    {
        get => Volatile.Read(ref _threshold);
        set => Volatile.Write(ref _threshold, value);
    }

    public int MaxMessageSize => 256 * 1024;

    /// <summary>Opens both ends.</summary>
    public void Pair(InMemoryDataChannel partner, ushort id)
    {
        (Partner, partner.Partner) = (partner, this);
        (Id, partner.Id) = (id, id);
        State = partner.State = DataChannelState.Open;
    }

    public void Send(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var size = Check(Encoding.UTF8.GetByteCount(text));
        owner.Send(this, size, partner => new PeerEvent.TextReceived(partner, text));
    }

    public void Send(ReadOnlySpan<byte> data)
    {
        var size = Check(data.Length);
        var copy = data.ToArray();
        owner.Send(this, size, partner => new PeerEvent.BinaryReceived(partner, copy));
    }

    public void Close() => owner.Close(this);

    private int Check(int size)
    {
        if (State != DataChannelState.Open)
            throw SkapiException.InvalidRequest($"The data channel “{label}” is {State}: a message can be sent once it is open.");

        return size <= MaxMessageSize
            ? size
            : throw SkapiException.InvalidParameter($"The message has {size} bytes, but the data channel “{label}” takes {MaxMessageSize} at the most.");
    }
}
