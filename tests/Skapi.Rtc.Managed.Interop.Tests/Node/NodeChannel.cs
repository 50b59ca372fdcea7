using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Skapi.Protocol;
using Skapi.Rtc.DataChannels;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Interop.Tests.Node;

/// <summary>A data channel of an npm package.</summary>
internal sealed class NodeChannel : IRtcDataChannel
{
    private readonly NodePeer _peer;
    private readonly string _name;
    private readonly DataChannelOptions _options;

    /// <summary>Creates a channel.</summary>
    /// <param name="peer">Its peer.</param>
    /// <param name="name">Its name in <c>peers.mjs</c>.</param>
    /// <param name="label">Its label.</param>
    /// <param name="options">Its options.</param>
    public NodeChannel(NodePeer peer, string name, string label, DataChannelOptions options)
    {
        (_peer, _name, Label, _options) = (peer, name, label, options);
        Inbox = new MessageInbox(this, NullLogger.Instance);
    }

    public MessageInbox Inbox { get; }

    public string Label { get; }

    public string Protocol => _options.Protocol;

    public bool Ordered => _options.Ordered;

    public ushort? MaxRetransmits => _options.MaxRetransmits;

    public ushort? MaxPacketLifeTime => _options.MaxPacketLifeTime;

    public ushort? Id => null;

    public DataChannelState State { get; set; } = DataChannelState.Connecting;

    public uint BufferedAmount => 0;

    public uint BufferedAmountLowThreshold { get; set; }

    public int MaxMessageSize => 256 * 1024;

    public void Attach(IDataChannelReceiver receiver) => Inbox.Attach(receiver);

    public void Send(string text) => _peer.Post("text", new JsonObject { ["channel"] = _name, ["text"] = text });

    public void Send(ReadOnlySpan<byte> data) =>
        _peer.Post("bytes", new JsonObject { ["channel"] = _name, ["bytes"] = Convert.ToBase64String(data) });

    public void Close() => _peer.Post("closeChannel", new JsonObject { ["channel"] = _name });
}
