using Skapi.Protocol;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Running;

/// <summary>
/// A data channel as the app sees it. It tells the call that the app closes the channel before the other side learns of it.
/// </summary>
internal sealed class CallChannel(IRtcDataChannel channel, Action closing) : IRtcDataChannel
{
    public string Label => channel.Label;

    public string Protocol => channel.Protocol;

    public bool Ordered => channel.Ordered;

    public ushort? MaxRetransmits => channel.MaxRetransmits;

    public ushort? MaxPacketLifeTime => channel.MaxPacketLifeTime;

    public ushort? Id => channel.Id;

    public DataChannelState State => channel.State;

    public uint BufferedAmount => channel.BufferedAmount;

    public uint BufferedAmountLowThreshold
    {
        get => channel.BufferedAmountLowThreshold;
        set => channel.BufferedAmountLowThreshold = value;
    }

    public int MaxMessageSize => channel.MaxMessageSize;

    /// <inheritdoc/>
    public void Attach(IDataChannelReceiver receiver) =>
        throw new InvalidOperationException("The call receives the channel's messages already: handle its DataChannelMessage events.");

    public void Send(string text) => channel.Send(text);

    public void Send(ReadOnlySpan<byte> data) => channel.Send(data);

    public void Close()
    {
        closing();
        channel.Close();
    }
}
