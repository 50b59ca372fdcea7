namespace Skapi.Rtc.Managed.Sctp.Sending;

/// <summary>The messages of one stream that wait for their first transmission.</summary>
internal sealed class OutgoingStream
{
    private readonly Queue<OutgoingMessage> _messages = new();
    private uint _nextOrdered;
    private uint _nextUnordered;

    /// <summary>The number of bytes that wait.</summary>
    public long BufferedBytes { get; private set; }

    /// <summary>The share of the line that the stream gets while others send too, in relation to theirs.</summary>
    public int Weight { get; set; } = 256;

    /// <summary>How much the stream has sent, divided by its weight. The stream with the least sends next.</summary>
    public double VirtualTime { get; set; }

    /// <summary>Whether no message is taken from the stream until its reset is done.</summary>
    public bool IsPaused { get; set; }

    /// <summary>The message that is sent next, or null if none waits.</summary>
    public OutgoingMessage? Current => _messages.TryPeek(out var message) ? message : null;

    /// <summary>Adds a message.</summary>
    public void Enqueue(OutgoingMessage message)
    {
        _messages.Enqueue(message);
        message.IsQueued = true;
        BufferedBytes += message.Length;
    }

    /// <summary>Gives the message its number before its first fragment is sent.</summary>
    public void Number(OutgoingMessage message) =>
        message.MessageId = message.Options.IsUnordered ? _nextUnordered++ : _nextOrdered++;

    /// <summary>Counts bytes of the current message as sent.</summary>
    public void OnSent(int bytes) => BufferedBytes -= bytes;

    /// <summary>Removes the current message, with what is left of it.</summary>
    public void RemoveCurrent()
    {
        var message = _messages.Dequeue();
        message.IsQueued = false;
        BufferedBytes -= message.Length - message.SentBytes;
    }

    /// <summary>Starts the numbers at zero again, after a reset (RFC 6525, section 5.2.7).</summary>
    public void ResetNumbers()
    {
        _nextOrdered = 0;
        _nextUnordered = 0;
    }
}
