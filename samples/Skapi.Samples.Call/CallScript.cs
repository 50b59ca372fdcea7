using System.Globalization;
using Skapi.Protocol;
using Skapi.Rtc;
using Skapi.Samples.Call.Checks;

namespace Skapi.Samples.Call;

/// <summary>The script: Alice and Bob join a group, Alice calls Bob, both exchange media and messages, and Alice hangs up.</summary>
internal sealed class CallScript(Party alice, Party bob)
{
    private const string Group = "living-room";
    private const string Channel = "text-chat";
    private const string Question = "Hello Bob, can you see me?";
    private const string Answer = "Loud and clear, Alice.";

    /// <summary>The number of pictures that each side waits for.</summary>
    private const int EnoughPictures = 30;

    private static readonly TimeSpan EnoughSound = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Plays the script.</summary>
    /// <exception cref="SkapiException">A step failed.</exception>
    /// <exception cref="OperationCanceledException">A step did not happen in time.</exception>
    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        await alice.ConnectAsync(CallWhoJoinsAsync);
        await alice.Client.JoinRealtimeAsync(Group, cancellationToken);

        await bob.ConnectAsync(realtimeEvent =>
            realtimeEvent is RealtimeEvent.RtcIncoming incoming ? bob.AcceptAsync(incoming) : Task.CompletedTask);
        bob.Did("joinRealtime", Group);
        await bob.Client.JoinRealtimeAsync(Group, cancellationToken);

        await _connected.Task.WaitAsync(cancellationToken);
        await TalkAsync(cancellationToken);
        await WatchAsync(cancellationToken);

        alice.Did("hangup");
        (await alice.Connection).Hangup();
        await Task.WhenAll(alice.Closed, bob.Closed).WaitAsync(cancellationToken);
    }

    /// <summary>The results of the checks.</summary>
    public IReadOnlyList<Finding> Findings() =>
    [
        Sees(alice, bob),
        Sees(bob, alice),
        Hears(alice, bob),
        Hears(bob, alice),
        Reads(bob, alice, Question),
        Reads(alice, bob, Answer),
        Closed(alice),
        Closed(bob),
    ];

    private async Task CallWhoJoinsAsync(RealtimeEvent realtimeEvent)
    {
        if (realtimeEvent is not RealtimeEvent.Notice { SenderCid: { } cid } notice
            || notice.Code != NoticeCode.UserJoined
            || notice.Sender == alice.Client.UserId)
        {
            return;
        }

        try
        {
            await alice.CallAsync(cid);
            _connected.SetResult();
        }
        catch (SkapiException error)
        {
            _connected.SetException(error);
        }
    }

    private async Task TalkAsync(CancellationToken cancellationToken)
    {
        await alice.ChannelOpen.WaitAsync(cancellationToken);
        alice.Did("send", $"“{Question}”");
        (await alice.Connection.WaitAsync(cancellationToken)).Send(Channel, Question);
        await bob.Message.WaitAsync(cancellationToken);

        await bob.ChannelOpen.WaitAsync(cancellationToken);
        bob.Did("send", $"“{Answer}”");
        (await bob.Connection.WaitAsync(cancellationToken)).Send(Channel, Answer);
        await alice.Message.WaitAsync(cancellationToken);
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!HasSeenEnough(alice) || !HasSeenEnough(bob))
            await clock.WaitForNextTickAsync(cancellationToken);
    }

    private static bool HasSeenEnough(Party party) => party.Pictures.Right >= EnoughPictures && party.Sound.Heard >= EnoughSound;

    private static Finding Sees(Party viewer, Party other)
    {
        var (pictures, right) = (viewer.Pictures.Pictures, viewer.Pictures.Right);
        return new(
            $"{viewer.Name} sees {other.Name}'s test pattern",
            right >= EnoughPictures && 10 * right >= 9 * pictures,
            $"{right} of {pictures} pictures, {viewer.Pictures.Size}");
    }

    private static Finding Hears(Party listener, Party other)
    {
        const double tone = 440;
        var (heard, pitch) = (listener.Sound.Heard, listener.Sound.Pitch);
        return new(
            $"{listener.Name} hears {other.Name}'s tone",
            heard >= EnoughSound && Math.Abs(pitch - tone) < tone / 50,
            string.Create(CultureInfo.InvariantCulture, $"{heard.TotalSeconds:0.0} s at {pitch:0} Hz"));
    }

    private static Finding Reads(Party reader, Party writer, string text)
    {
        var read = reader.Message.IsCompletedSuccessfully ? reader.Message.Result : null;
        return new($"{reader.Name} reads {writer.Name}'s message", read == text, read is null ? "nothing arrived" : $"“{read}”");
    }

    private static Finding Closed(Party party)
    {
        var reason = party.Closed.IsCompletedSuccessfully ? party.Closed.Result : (CallEndReason?)null;
        return new(
            $"{party.Name}'s call is closed", reason == CallEndReason.HungUp, reason is { } known ? $"reason: {known}" : "still open");
    }
}
