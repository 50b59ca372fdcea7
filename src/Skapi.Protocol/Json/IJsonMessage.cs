using System.ComponentModel;

namespace Skapi.Protocol.Json;

/// <summary>A message that reads and writes itself as JSON. Emitted types implement it; <see cref="JsonCodec"/> is how an app uses it.</summary>
/// <typeparam name="TSelf">The message itself.</typeparam>
public interface IJsonMessage<TSelf>
    where TSelf : IJsonMessage<TSelf>
{
    /// <summary>Reads the value at which the reader stands.</summary>
    /// <returns>The message; the default value where the reader failed.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract TSelf? ReadJson(ref JsonReader reader);

    /// <summary>Writes a message.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract void WriteJson(ref JsonWriter writer, TSelf value);
}
