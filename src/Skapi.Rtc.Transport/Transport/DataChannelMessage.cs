namespace Skapi.Rtc.Transport;

/// <summary>A message of a data channel: a text, or bytes. Both may be empty. The receiver may keep it.</summary>
public readonly record struct DataChannelMessage
{
    private readonly ReadOnlyMemory<byte> _data;

    /// <summary>Creates a text message.</summary>
    public DataChannelMessage(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
    }

    /// <summary>Creates a binary message. The bytes are not copied.</summary>
    public DataChannelMessage(ReadOnlyMemory<byte> data) => _data = data;

    /// <summary>The text, or null if the message is binary.</summary>
    public string? Text { get; }

    /// <summary>The bytes, or empty if the message is a text.</summary>
    public ReadOnlyMemory<byte> Data => _data;

    /// <summary>Whether the message is a text.</summary>
    public bool IsText => Text is not null;
}
