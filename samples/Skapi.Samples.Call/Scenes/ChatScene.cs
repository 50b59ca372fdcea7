using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;
using Skapi.Samples.Call.Checks;

namespace Skapi.Samples.Call.Scenes;

/// <summary>Alice writes to Bob, and Bob answers.</summary>
internal sealed class ChatScene(Party alice, Party bob) : IScene
{
    private const string Question = "Hello Bob, can you hear me?";
    private const string Answer = "Loud and clear, Alice.";

    private static readonly string Channel = DataChannelOptions.TextChat.Protocol;

    public IReadOnlyList<DataChannelOptions> Channels { get; } = [DataChannelOptions.TextChat];

    public MediaOptions? Media => null;

    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        await SendAsync(alice, Question, cancellationToken);
        await bob.Message.WaitAsync(cancellationToken);
        await SendAsync(bob, Answer, cancellationToken);
        await alice.Message.WaitAsync(cancellationToken);
    }

    public IEnumerable<Finding> Findings() => [Reads(bob, alice, Question), Reads(alice, bob, Answer)];

    private static async Task SendAsync(Party writer, string text, CancellationToken cancellationToken)
    {
        await writer.OpenedAsync(Channel).WaitAsync(cancellationToken);
        writer.Did("send", $"“{text}”");
        (await writer.Connection.WaitAsync(cancellationToken)).Send(Channel, text);
    }

    private static Finding Reads(Party reader, Party writer, string text)
    {
        var read = reader.Message.IsCompletedSuccessfully ? reader.Message.Result : null;
        return new($"{reader.Name} reads {writer.Name}'s message", read == text, read is null ? "nothing arrived" : $"“{read}”");
    }
}
