using Skapi.Protocol;
using Skapi.Rtc.Events;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Running;

namespace Skapi.Rtc;

/// <summary>The parts of a client between connecting and closing.</summary>
/// <param name="UserId">The user's id.</param>
/// <param name="Events">The realtime events of the app.</param>
/// <param name="Connection">The realtime connection.</param>
/// <param name="Calls">The calls.</param>
internal sealed record ClientSession(
    string UserId, EventStream<RealtimeEvent> Events, RealtimeConnection Connection, ClientCalls Calls)
{
    /// <summary>Ends the calls, leaves the group, closes the connection, and ends the events.</summary>
    public async Task CloseAsync()
    {
        await Calls.CloseAsync().ConfigureAwait(false);
        if (Connection.Groups.Wanted is not null)
            Connection.Send(static tokens => new ClientFrame.JoinRoom { Group = null, Token = tokens.AccessToken });

        await Connection.DisposeAsync().ConfigureAwait(false);
        await Calls.WaitForPeersAsync().ConfigureAwait(false);
        Events.Publish(new RealtimeEvent.Close { Text = "WebSocket connection closed." });
        Events.End();
    }
}
