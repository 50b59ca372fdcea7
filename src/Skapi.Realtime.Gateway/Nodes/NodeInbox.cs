using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Diagnostics;
using Skapi.Realtime.Gateway.Frames;
using Skapi.Realtime.Gateway.Relay;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>Handles what arrives from other nodes. A message that cannot be decoded is logged and dropped.</summary>
internal sealed class NodeInbox(
    IBackplane backplane, LocalNode local, NodeLease lease, UserDirectory users, OpenReceipts receipts, ILogger logger) : IBackplaneListener
{
    private static readonly TimeSpan RecipientPause = TimeSpan.FromSeconds(1);

    public void OnGroupMessage(ServiceScope scope, string group, int? size, ReadOnlySpan<byte> message)
    {
        if (size is { } known && local.SizeOf(scope, group) is not null)
            local.SetSize(scope, group, known);
        var decoded = Decode(message, out var parent);
        using var trace = GatewayTraces.StartReceive(decoded?.Kind, parent);
        switch (decoded)
        {
            case NodeMessage.Post post:
                local.Deliver(scope, group, NodeMessages.ToWire(post.Frame));
                break;
            case NodeMessage.Notice notice when NoticeCode.From(notice.Code).Known != NoticeCode.Values.Unknown:
                local.Deliver(scope, group, notice);
                break;
            case { } other:
                logger.NodeMessageDropped($"A {other.Kind} does not belong into the channel of a group.");
                break;
        }
    }

    public void OnNodeMessage(IReadOnlyList<string> recipients, ReadOnlySpan<byte> message)
    {
        var decoded = Decode(message, out var parent);
        using var trace = GatewayTraces.StartReceive(decoded?.Kind, parent);
        switch (decoded)
        {
            case NodeMessage.Direct direct:
                Deliver(direct, recipients.Count > 0 ? recipients : direct.Cids);
                break;
            case NodeMessage.Disconnect disconnect:
                foreach (var cid in disconnect.Cids)
                    local.Disconnect(cid);
                break;
            case { } other:
                logger.NodeMessageDropped($"A {other.Kind} does not belong into the channel of a node.");
                break;
        }
    }

    public void OnUserChanged(string? opened, RealtimeUser? user)
    {
        if (user is null)
            users.Clear();
        else
            users.Forget(user);
        if (opened is null)
            return;
        if (NodeMessages.NodeOf(opened) == backplane.Node)
            receipts.Receive(opened);
        else
            _ = SendAsync(() => backplane.SendReceiptAsync(opened));
    }

    public void OnReceipt(string cid) => receipts.Receive(cid);

    public void OnConnectionBroken()
    {
        users.HandleConnectionBroken();
        lease.HandleConnectionBroken();
    }

    private NodeMessage? Decode(ReadOnlySpan<byte> bytes, out string? trace)
    {
        var message = NodeMessages.TryDecode(bytes, out trace, out var error);
        if (error is not null)
            logger.NodeMessageDropped(error);
        return message;
    }

    private void Deliver(NodeMessage.Direct direct, IEnumerable<string> cids)
    {
        var text = NodeMessages.ToWire(direct.Frame);
        ServiceScope? scope = direct.Sender is { } sender ? new ServiceScope(sender.Service, sender.Owner) : null;
        foreach (var cid in cids)
        {
            var delivered = local.TryDeliverDirect(cid, scope, text, direct.Sender?.Cid);
            if (delivered is null && direct.Sender is { IsOffer: true })
                Answer(direct.Sender.Cid, FrameRules.UnknownCid(cid));
            else if (delivered is false)
                Answer(direct.Sender!.Cid, GatewayFrames.TooManyRequests(RecipientPause));
        }
    }

    private void Answer(string cid, GatewayFrame frame)
    {
        if (NodeMessages.NodeOf(cid) is { } node)
            _ = SendAsync(() => backplane.SendAsync(node, [], NodeMessages.Direct(frame, [cid], trace: null)));
    }

    private async Task SendAsync(Func<ValueTask<bool>> send)
    {
        try
        {
            await send().ConfigureAwait(false);
        }
        catch (BackplaneException e)
        {
            logger.AnswerLost(e);
        }
    }
}
