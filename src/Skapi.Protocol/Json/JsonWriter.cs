using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Skapi.Protocol.Json;

/// <summary>
/// Writes JSON (RFC 8259) into a buffer, for emitted codecs. The emitted code passes punctuation and names as encoded bytes.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct JsonWriter
{
    private const int MinimumBuffer = 256;

    private readonly IBufferWriter<byte> _output;
    private Span<byte> _buffer;
    private int _written;
    private int _depth;
    private int _deepest;
    private byte _last;

    /// <summary>Creates a writer. Call <see cref="Flush"/> at the end.</summary>
    public JsonWriter(IBufferWriter<byte> output)
    {
        _output = output;
        _buffer = output.GetSpan(MinimumBuffer);
    }

    /// <summary>The nesting depth of arrays and objects so far.</summary>
    internal readonly int Deepest => _deepest;

    /// <summary>Enters an array or an object. Call it before writing the bracket.</summary>
    /// <exception cref="ArgumentException">It nests deeper than <see cref="JsonCodec.MaxDepth"/>, which no reader accepts.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter() => NoteDepth(++_depth);

    /// <summary>Leaves an array or an object.</summary>
    public void Leave() => _depth--;

    /// <summary>Writes a message that another file of schemas describes.</summary>
    public void WriteMessage<T>(T message)
        where T : IJsonMessage<T> => T.WriteJson(ref this, message);

    /// <summary>Advances the buffer by everything that was written.</summary>
    public void Flush()
    {
        if (_written == 0)
            return;

        _last = _buffer[_written - 1];
        _output.Advance(_written);
        _buffer = default;
        _written = 0;
    }

    /// <summary>Writes encoded JSON.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRaw(ReadOnlySpan<byte> json)
    {
        Ensure(json.Length);
        json.CopyTo(_buffer[_written..]);
        _written += json.Length;
    }

    /// <summary>Writes a raw value.</summary>
    /// <exception cref="ArgumentException">It nests too deep for the place where it is written.</exception>
    public void WriteRaw(RawJson value)
    {
        NoteDepth(_depth + value.Depth);
        WriteRaw(value.Text);
    }

    /// <summary>Writes an unknown case of a union without changes.</summary>
    /// <param name="discriminator">The name of the member with the tag.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="isKnown">Whether the schema has a case with the tag.</param>
    /// <param name="raw">The JSON of the message.</param>
    /// <exception cref="ArgumentException">
    /// The schema knows the tag, or the JSON is not an object with that tag, or nests too deep.
    /// </exception>
    public void WriteUnknown(ReadOnlySpan<byte> discriminator, string tag, bool isKnown, RawJson raw)
    {
        if (isKnown)
            Unencodable.ThrowKnownCase(tag);

        Unencodable.ThrowIfNotTagged(raw, discriminator, tag);
        WriteRaw(raw);
    }

    /// <summary>Writes a value of a kind that a union does not have.</summary>
    /// <param name="raw">The value.</param>
    /// <param name="known">The kinds that the union has.</param>
    /// <exception cref="ArgumentException">The union has the kind, the value is null, or it nests too deep.</exception>
    public void WriteUnknownKind(RawJson raw, scoped ReadOnlySpan<JsonValueKind> known)
    {
        Unencodable.ThrowIfKnownKind(raw, known);
        WriteRaw(raw);
    }

    /// <summary>Writes a comma, the name of a member and a colon. The comma is omitted after an opening brace.</summary>
    public void WriteMember(ReadOnlySpan<byte> commaNameColon)
    {
        var last = _written > 0 ? _buffer[_written - 1] : _last;
        WriteRaw(last == '{' ? commaNameColon[1..] : commaNameColon);
    }

    /// <summary>Writes the members that the schema of a record does not name, after those that it names.</summary>
    /// <param name="members">The members.</param>
    /// <param name="isNamed">Whether the schema names a member.</param>
    /// <exception cref="ArgumentException">The schema names one of them, or one nests too deep.</exception>
    public void WriteAdditional(EquatableDictionary<RawJson> members, Func<string, bool> isNamed)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(isNamed);
        foreach (var (name, value) in members)
        {
            if (isNamed(name))
                Unencodable.ThrowNamed(name);
            WriteMember(","u8);
            WriteName(name);
            WriteRaw(value);
        }
    }

    /// <summary>Writes null.</summary>
    public void WriteNull() => WriteRaw("null"u8);

    /// <summary>Writes true or false.</summary>
    public void WriteBoolean(bool value) => WriteRaw(value ? "true"u8 : "false"u8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void NoteDepth(int depth)
    {
        if (depth <= _deepest)
            return;

        if (depth > JsonCodec.MaxDepth)
            Unencodable.ThrowTooDeep(JsonCodec.MaxDepth);
        _deepest = depth;
    }

    /// <summary>Ensures that there is room for a number of bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Ensure(int size)
    {
        if (_buffer.Length - _written < size)
            Grow(size);
    }

    private void Grow(int size)
    {
        Flush();
        _buffer = _output.GetSpan(Math.Max(size, MinimumBuffer));
    }
}
