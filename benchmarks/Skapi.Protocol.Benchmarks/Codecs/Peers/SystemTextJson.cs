using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Skapi.Protocol.Benchmarks.Codecs.Peers;

/// <summary>System.Text.Json's source generator. Like ours, it writes letters of any script as they are.</summary>
internal sealed class SystemTextJson<T>(T message, JsonTypeInfo<T> type) : Peer, IDisposable
{
    private readonly Utf8JsonWriter _writer = new(Stream.Null, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public void Dispose() => _writer.Dispose();

    protected override void Encode(ArrayBufferWriter<byte> output)
    {
        _writer.Reset(output);
        JsonSerializer.Serialize(_writer, message, type);
    }

    protected override object? Decode(byte[] bytes) => JsonSerializer.Deserialize(bytes, type);
}
