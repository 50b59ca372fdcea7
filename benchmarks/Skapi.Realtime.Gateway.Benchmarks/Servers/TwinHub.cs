using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.SignalR;

namespace Skapi.Realtime.Gateway.Benchmarks.Servers;

/// <summary>A hub with the gateway's verbs.</summary>
[SuppressMessage("Performance", "CA1812:Avoid uninstantiated internal classes", Justification = "SignalR instantiates it.")]
internal sealed class TwinHub : Hub
{
    public Task Join(string group) => Groups.AddToGroupAsync(Context.ConnectionId, group);

    public Task Post(string group, string content) =>
        Clients.Group(group).SendAsync("message", content, Context.UserIdentifier, Context.ConnectionId, group);

    public Task Send(string userId, string content) =>
        Clients.User(userId).SendAsync("private", content, Context.UserIdentifier, Context.ConnectionId);
}
