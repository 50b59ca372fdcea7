using System.ComponentModel;

namespace Skapi.Protocol.Json;

/// <summary>A message that reads and writes itself as JSON. Emitted types implement it; apps use <see cref="JsonCodec"/>.</summary>
/// <typeparam name="TSelf">The type of the message.</typeparam>
public interface IJsonMessage<TSelf>
    where TSelf : IJsonMessage<TSelf>
{
    /// <summary>Reads the value at the position of the reader.</summary>
    /// <returns>The message, or the default value if the reader failed.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract TSelf? ReadJson(ref JsonReader reader);

    /// <summary>Writes a message.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract void WriteJson(ref JsonWriter writer, TSelf value);
}
