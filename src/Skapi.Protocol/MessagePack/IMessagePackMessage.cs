using System.ComponentModel;

namespace Skapi.Protocol.MessagePack;

/// <summary>A message that reads and writes itself as MessagePack. Emitted types implement it; <see cref="MessagePackCodec"/> is how an app uses it.</summary>
/// <typeparam name="TSelf">The message itself.</typeparam>
public interface IMessagePackMessage<TSelf>
    where TSelf : IMessagePackMessage<TSelf>
{
    /// <summary>Reads the value at which the reader stands.</summary>
    /// <returns>The message; the default value where the reader failed.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract TSelf? ReadMessagePack(ref MessagePackReader reader);

    /// <summary>Writes a message.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract void WriteMessagePack(ref MessagePackWriter writer, TSelf value);
}
