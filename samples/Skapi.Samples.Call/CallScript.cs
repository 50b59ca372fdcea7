using Skapi.Protocol;
using Skapi.Rtc;
using Skapi.Rtc.Media;
using Skapi.Samples.Call.Checks;
using Skapi.Samples.Call.Scenes;

namespace Skapi.Samples.Call;

/// <summary>The script: Alice and Bob join a group, Alice calls Bob, the scenes are played, and Alice hangs up.</summary>
internal sealed class CallScript(Party alice, Party bob, IReadOnlyList<IScene> scenes)
{
    private const string Group = "living-room";

    private readonly TaskCompletionSource _aliceJoined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Plays the script.</summary>
    /// <exception cref="SkapiException">A step failed.</exception>
    /// <exception cref="OperationCanceledException">A step did not happen in time.</exception>
    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        await alice.ConnectAsync(CallWhoJoinsAsync);
        await alice.Client.JoinRealtimeAsync(Group, cancellationToken);

        // She calls whoever joins after her, so she is in the group before Bob asks to join.
        await _aliceJoined.Task.WaitAsync(cancellationToken);
        await bob.ConnectAsync(realtimeEvent => realtimeEvent is RealtimeEvent.RtcIncoming incoming
            ? bob.AcceptAsync(incoming, Media())
            : Task.CompletedTask);
        bob.Did("joinRealtime", Group);
        await bob.Client.JoinRealtimeAsync(Group, cancellationToken);

        await _connected.Task.WaitAsync(cancellationToken);
        foreach (var scene in scenes)
            await scene.PlayAsync(cancellationToken);

        alice.Did("hangup");
        (await alice.Connection).Hangup();
        await Task.WhenAll(alice.Closed, bob.Closed).WaitAsync(cancellationToken);
    }

    /// <summary>The results of the checks.</summary>
    public IReadOnlyList<Finding> Findings() => [.. scenes.SelectMany(scene => scene.Findings()), Closed(alice), Closed(bob)];

    private MediaOptions? Media() => scenes.Select(scene => scene.Media).FirstOrDefault(media => media is not null);

    private async Task CallWhoJoinsAsync(RealtimeEvent realtimeEvent)
    {
        if (realtimeEvent is not RealtimeEvent.Notice { SenderCid: { } cid } notice || notice.Code != NoticeCode.UserJoined)
            return;

        if (notice.Sender == alice.Client.UserId)
        {
            _aliceJoined.TrySetResult();
            return;
        }

        try
        {
            await alice.CallAsync(new RtcCallOptions
            {
                Cid = cid, Media = Media(), Channels = [.. scenes.SelectMany(scene => scene.Channels)],
            });
            _connected.SetResult();
        }
        catch (SkapiException error)
        {
            _connected.SetException(error);
        }
    }

    private static Finding Closed(Party party)
    {
        var reason = party.Closed.IsCompletedSuccessfully ? party.Closed.Result : (CallEndReason?)null;
        return new(
            $"{party.Name}'s call is closed", reason == CallEndReason.HungUp, reason is { } known ? $"reason: {known}" : "still open");
    }
}
