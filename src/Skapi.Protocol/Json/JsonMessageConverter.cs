using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Skapi.Protocol.Json;

/// <summary>Lets System.Text.Json read and write a message in the JSON of <see cref="JsonCodec"/>.</summary>
/// <remarks>
/// Emitted types have it as their converter, so <c>JsonSerializer</c>, ASP.NET Core, <c>HttpClient</c>'s JSON extensions and
/// source-generated contexts use the same JSON as <see cref="JsonCodec"/>. Options about names, numbers, escapes and comments do not change
/// the JSON of a message. An enum can be the key of a dictionary.
/// </remarks>
/// <typeparam name="T">The message.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class JsonMessageConverter<T> : JsonConverter<T>
    where T : IJsonMessage<T>
{
    /// <summary>True, because null is a value of some messages.</summary>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    /// <returns>
    /// The message. For JSON null, a message that can be null has that value, and any other class gives a null reference.
    /// </returns>
    /// <exception cref="JsonException">
    /// The JSON is not such a message. The inner exception is the <see cref="ProtocolException"/>.
    /// </exception>
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var isNull = reader.TokenType == JsonTokenType.Null;
        using var document = JsonDocument.ParseValue(ref reader);
        if (JsonCodec.TryDecode<T>(JsonMarshal.GetRawUtf8Value(document.RootElement), out var value, out var error))
            return value;

        return isNull && default(T) is null ? default(T) : throw ToJsonException(error);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is null)
        {
            writer.WriteNullValue();
            return;
        }

        using var output = new PooledBufferWriter();
        JsonCodec.Encode(value, output);
        writer.WriteRawValue(output.WrittenSpan, skipInputValidation: true);
    }

    /// <inheritdoc/>
    /// <exception cref="JsonException">The name is not such a message.</exception>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        byte[] json = [(byte)'"', .. JsonEncodedText.Encode(reader.GetString() ?? "").EncodedUtf8Bytes, (byte)'"'];
        return JsonCodec.TryDecode<T>(json, out var value, out var error) ? value : throw ToJsonException(error);
    }

    /// <inheritdoc/>
    /// <exception cref="JsonException">The message is not a JSON string, so it cannot be a name.</exception>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var json = JsonCodec.EncodeToUtf8(value);
        if (json[0] != '"')
            throw new JsonException(
                $"A {typeof(T).Name} is not a JSON string, so it cannot be the key of a dictionary. Use a string or an enum as the key.");

        var reader = new Utf8JsonReader(json);
        reader.Read();
        writer.WritePropertyName(reader.GetString()!);
    }

    private static JsonException ToJsonException(DecodeError error) =>
        new($"The JSON is not a valid {typeof(T).Name}: {error}", new ProtocolException(error));
}
