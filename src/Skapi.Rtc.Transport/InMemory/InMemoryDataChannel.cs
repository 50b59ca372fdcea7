using System.Text;
using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.DataChannels;
using Skapi.Rtc.Statistics;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.InMemory;

/// <summary>One end of a data channel in memory. Its peer changes it, under the transport's lock.</summary>
internal sealed class InMemoryDataChannel : IRtcDataChannel
{
    private readonly DataChannelOptions _options;

    public InMemoryDataChannel(InMemoryPeer owner, string label, DataChannelOptions options, ILogger logger)
    {
        (Owner, Label, _options) = (owner, label, options);
        Inbox = new MessageInbox(this, logger, () => Partner?.Owner.Resume(Partner));
    }

    public InMemoryPeer Owner { get; }

    public DataChannelOptions Options => _options;

    /// <summary>The other end, once the channel is open.</summary>
    public InMemoryDataChannel? Partner { get; private set; }

    public MessageInbox Inbox { get; }

    /// <summary>The messages that wait to be sent, with their sizes.</summary>
    public Queue<(DataChannelMessage Message, int Size)> Outgoing { get; } = new();

    public BufferedAmount Buffered { get; } = new();

    public DataChannelCounters Counters { get; } = new();

    public string Label { get; }

    public string Protocol => _options.Protocol;

    public bool Ordered => _options.Ordered;

    public ushort? MaxRetransmits => _options.MaxRetransmits;

    public ushort? MaxPacketLifeTime => _options.MaxPacketLifeTime;

    public ushort? Id { get; private set; }

    public DataChannelState State { get; set; } = DataChannelState.Connecting;

    public uint BufferedAmount => Buffered.Value;

    public uint BufferedAmountLowThreshold
    {
        get => Buffered.LowThreshold;
        set => Buffered.LowThreshold = value;
    }

    public int MaxMessageSize => 256 * 1024;

    public DataChannelSnapshot Snapshot => DataChannelSnapshot.Of(this);

    public DataChannelStats Stats => Counters.Stats(Label, Protocol, Id, State);

    /// <summary>Opens both ends.</summary>
    public void Pair(InMemoryDataChannel partner, ushort id)
    {
        (Partner, partner.Partner) = (partner, this);
        (Id, partner.Id) = (id, id);
        State = partner.State = DataChannelState.Open;
    }

    public void Attach(IDataChannelReceiver receiver) => Inbox.Attach(receiver);

    public void Send(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var size = Check(Encoding.UTF8.GetByteCount(text));
        Owner.Send(this, new DataChannelMessage(text), size);
    }

    public void Send(ReadOnlySpan<byte> data)
    {
        var size = Check(data.Length);
        Owner.Send(this, new DataChannelMessage(data.ToArray()), size);
    }

    public void Close() => Owner.Close(this);

    private int Check(int size)
    {
        if (State != DataChannelState.Open)
            throw SkapiException.InvalidRequest($"The data channel “{Label}” is {State}. A message can be sent once it is open.");

        return size <= MaxMessageSize
            ? size
            : throw SkapiException.InvalidParameter(
                $"The message has {size} bytes, but the maximum of the data channel “{Label}” is {MaxMessageSize}. Send it in parts.");
    }
}
