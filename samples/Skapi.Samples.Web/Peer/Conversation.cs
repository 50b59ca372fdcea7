using Skapi.Protocol;
using Skapi.Rtc;
using Skapi.Rtc.Transport;

namespace Skapi.Samples.Web.Peer;

/// <summary>One call of the answering peer, from the first ring to the end.</summary>
internal sealed class Conversation(string cid, RtcCapabilities capabilities, ILogger logger)
{
    private readonly TaskCompletionSource<RtcConnection?> _connection = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ReceivedMedia _received = new(decodes: capabilities.HasFlag(RtcCapabilities.RawVideo));

    /// <summary>Connects the call, and waits until it ends.</summary>
    public async Task RunAsync(Func<Task<RtcConnection>> connect)
    {
        try
        {
            var connection = await connect();
            _connection.SetResult(connection);
            logger.Connected(cid);
            var reason = await connection.Closed;
            logger.Ended(cid, reason, _received);
        }
        catch (SkapiException error)
        {
            _connection.TrySetResult(null);
            logger.NotConnected(cid, error.Message);
        }
        finally
        {
            _received.Stop();
        }
    }

    /// <summary>Handles the events of the call, one after the other.</summary>
    public async Task HandleAsync(RtcEvent rtcEvent)
    {
        switch (rtcEvent)
        {
            case RtcEvent.Track track when await _connection.Task is { } connection:
                _received.Watch(connection.RemoteTracks.Single(remote => remote.Id == track.MediaTrack.Id));
                break;
            case RtcEvent.DataChannelOpen open when open.Label == DataChannelOptions.TextChat.Protocol:
                await SayAsync(ChatAnswers.Greeting);
                break;
            case RtcEvent.DataChannelMessage { Data: { } text } message when message.Target.Label == DataChannelOptions.TextChat.Protocol:
                await AnswerAsync(text);
                break;
        }
    }

    private async Task AnswerAsync(string text)
    {
        var answer = ChatAnswers.To(text, _received, TimeProvider.System.GetLocalNow());
        await SayAsync(answer.Text);
        if (answer.HangsUp)
            (await _connection.Task)?.Hangup();
    }

    private async Task SayAsync(string text) => (await _connection.Task)?.Send(DataChannelOptions.TextChat.Protocol, text);
}
