using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Skapi.Protocol.Json;

/// <summary>A JSON value (RFC 8259) that no schema describes, kept as UTF-8 text. The default value is JSON's null.</summary>
public readonly struct RawJson : IEquatable<RawJson>, IJsonMessage<RawJson>
{
    private static ReadOnlySpan<byte> NullLiteral => "null"u8;

    private readonly ReadOnlyMemory<byte> _utf8;

    private RawJson(ReadOnlyMemory<byte> utf8, int depth) => (_utf8, Depth) = (utf8, depth);

    /// <summary>The text of the value.</summary>
    public ReadOnlyMemory<byte> Utf8 => _utf8.IsEmpty ? NullLiteral.ToArray() : _utf8;

    /// <summary>The kind of the value.</summary>
    public JsonValueKind Kind => Text[0] switch
    {
        (byte)'{' => JsonValueKind.Object,
        (byte)'[' => JsonValueKind.Array,
        (byte)'"' => JsonValueKind.String,
        (byte)'t' => JsonValueKind.True,
        (byte)'f' => JsonValueKind.False,
        (byte)'n' => JsonValueKind.Null,
        _ => JsonValueKind.Number,
    };

    /// <summary>Whether it is falsy in JavaScript: null, false, zero or the empty string.</summary>
    public bool IsFalsy => Kind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.String => Text.Length == 2,
        JsonValueKind.Number => new JsonReader(Text).ReadDoubleOrInfinity() == 0,
        _ => false,
    };

    /// <summary>The nesting depth of its arrays and objects, or 0 for any other value.</summary>
    internal int Depth { get; }

    internal ReadOnlySpan<byte> Text => _utf8.IsEmpty ? NullLiteral : _utf8.Span;

    /// <summary>Parses a JSON text.</summary>
    /// <exception cref="ProtocolException">The text is not exactly one JSON value, or an object in it has a member twice.</exception>
    public static RawJson Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return JsonCodec.Decode<RawJson>(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Parses and copies a JSON text in UTF-8. White space around the value is dropped.</summary>
    /// <exception cref="ProtocolException">The text is not exactly one JSON value, or an object in it has a member twice.</exception>
    public static RawJson FromUtf8(ReadOnlySpan<byte> utf8) => JsonCodec.Decode<RawJson>(utf8);

    /// <summary>Creates a JSON string of a text.</summary>
    public static RawJson FromString(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var output = new PooledBufferWriter();
        var writer = new JsonWriter(output);
        writer.WriteString(text);
        writer.Flush();
        return new(output.WrittenSpan.ToArray(), depth: 0);
    }

    /// <summary>Encodes a message as a value.</summary>
    /// <exception cref="ArgumentException">It cannot be encoded; see <see cref="JsonCodec.Encode"/>.</exception>
    /// <exception cref="InvalidOperationException">The message has an unknown case that was decoded from MessagePack.</exception>
    public static RawJson From<T>(T message)
        where T : IJsonMessage<T>
    {
        ArgumentNullException.ThrowIfNull(message);
        using var output = new PooledBufferWriter();
        var writer = new JsonWriter(output);
        T.WriteJson(ref writer, message);
        writer.Flush();
        return new(output.WrittenSpan.ToArray(), writer.Deepest);
    }

    /// <summary>Gets the text of a JSON string.</summary>
    /// <returns>False if the value is not a string, or has an escape sequence of a lone surrogate.</returns>
    public bool TryGetString([NotNullWhen(true)] out string? text)
    {
        var reader = new JsonReader(Text);
        text = Kind == JsonValueKind.String ? reader.ReadString() : null;
        return text is not null;
    }

    /// <summary>Whether both have exactly the same text.</summary>
    public bool Equals(RawJson other) => Text.SequenceEqual(other.Text);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RawJson other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Text);
        return hash.ToHashCode();
    }

    /// <summary>The JSON text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Text);

    /// <summary>Whether both have the same text.</summary>
    public static bool operator ==(RawJson left, RawJson right) => left.Equals(right);

    /// <summary>Whether the texts differ.</summary>
    public static bool operator !=(RawJson left, RawJson right) => !left.Equals(right);

    static RawJson IJsonMessage<RawJson>.ReadJson(ref JsonReader reader) => reader.ReadRaw();

    static void IJsonMessage<RawJson>.WriteJson(ref JsonWriter writer, RawJson value) => writer.WriteRaw(value);

    /// <summary>Copies a text that is known to be one JSON value.</summary>
    internal static RawJson FromTrusted(ReadOnlySpan<byte> utf8, int depth) => new(utf8.ToArray(), depth);
}
