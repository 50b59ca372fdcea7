using System.ComponentModel;

namespace Skapi.Protocol.MessagePack;

/// <summary>
/// A message that reads and writes itself as MessagePack. Emitted types implement it; apps use <see cref="MessagePackCodec"/>.
/// </summary>
/// <typeparam name="TSelf">The type of the message.</typeparam>
public interface IMessagePackMessage<TSelf>
    where TSelf : IMessagePackMessage<TSelf>
{
    /// <summary>Reads the value at the position of the reader.</summary>
    /// <returns>The message, or the default value if the reader failed.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract TSelf? ReadMessagePack(ref MessagePackReader reader);

    /// <summary>Writes a message.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract void WriteMessagePack(ref MessagePackWriter writer, TSelf value);
}
