using System.Globalization;

namespace Skapi.Samples.Web.Peer;

/// <summary>The messages of the answering peer in the chat.</summary>
internal static class ChatAnswers
{
    /// <summary>The first message.</summary>
    public const string Greeting = "Hello from .NET. Ask me what I see, ask for the time, or say bye.";

    /// <summary>The answer to a message.</summary>
    /// <param name="text">The message.</param>
    /// <param name="received">The media that arrived so far.</param>
    /// <param name="now">The time of day.</param>
    public static ChatAnswer To(string text, ReceivedMedia received, DateTimeOffset now)
    {
        if (Mentions(text, "bye") || Mentions(text, "hang up"))
            return new ChatAnswer("Goodbye.", HangsUp: true);
        if (Mentions(text, "see") || Mentions(text, "hear"))
            return new ChatAnswer($"So far I received {received}.");
        if (Mentions(text, "time"))
            return new ChatAnswer(string.Create(CultureInfo.InvariantCulture, $"It is {now:HH:mm:ss} here."));
        return new ChatAnswer($"You wrote “{text}”.");
    }

    private static bool Mentions(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>An answer in the chat.</summary>
/// <param name="Text">The text.</param>
/// <param name="HangsUp">Whether to hang up after the answer.</param>
internal sealed record ChatAnswer(string Text, bool HangsUp = false);
