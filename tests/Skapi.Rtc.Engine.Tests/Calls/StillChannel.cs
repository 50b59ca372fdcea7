using Skapi.Protocol;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>A channel that only has a name: the domain reads nothing of a live one, so the rest throws.</summary>
internal sealed class StillChannel(string label) : IRtcDataChannel
{
    public string Label => label;

    public string Protocol => throw Untouchable();

    public bool Ordered => throw Untouchable();

    public ushort? MaxRetransmits => throw Untouchable();

    public ushort? MaxPacketLifeTime => throw Untouchable();

    public ushort? Id => throw Untouchable();

    public DataChannelState State => throw Untouchable();

    public uint BufferedAmount => throw Untouchable();

    public uint BufferedAmountLowThreshold
    {
        get => throw Untouchable();
        set => throw Untouchable();
    }

    public int MaxMessageSize => throw Untouchable();

    public void Attach(IDataChannelReceiver receiver) => throw Untouchable();

    public void Send(string text) => throw Untouchable();

    public void Send(ReadOnlySpan<byte> data) => throw Untouchable();

    public void Close() => throw Untouchable();

    private static InvalidOperationException Untouchable() => new("The domain must not touch a live channel.");
}
