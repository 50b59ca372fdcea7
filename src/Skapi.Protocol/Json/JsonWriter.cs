using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Skapi.Protocol.Json;

/// <summary>Writes JSON (RFC 8259) into a buffer, for emitted codecs. Punctuation and names come as ready bytes from the emitted code.</summary>
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

    /// <summary>Begins to write; <see cref="Flush"/> ends it.</summary>
    public JsonWriter(IBufferWriter<byte> output)
    {
        _output = output;
        _buffer = output.GetSpan(MinimumBuffer);
    }

    /// <summary>How deep arrays and objects nested so far.</summary>
    internal readonly int Deepest => _deepest;

    /// <summary>Goes into an array or an object, before it is written.</summary>
    /// <exception cref="ArgumentException">It nests deeper than <see cref="JsonCodec.MaxDepth"/>, so that nobody could read it.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter() => NoteDepth(++_depth);

    /// <summary>Goes back out of an array or an object.</summary>
    public void Leave() => _depth--;

    /// <summary>Hands everything written over to the buffer.</summary>
    public void Flush()
    {
        if (_written == 0)
            return;

        _last = _buffer[_written - 1];
        _output.Advance(_written);
        _buffer = default;
        _written = 0;
    }

    /// <summary>Writes ready JSON.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRaw(ReadOnlySpan<byte> json)
    {
        Ensure(json.Length);
        json.CopyTo(_buffer[_written..]);
        _written += json.Length;
    }

    /// <summary>Writes a value as it is.</summary>
    /// <exception cref="ArgumentException">It nests deeper than there is room for where it stands.</exception>
    public void WriteRaw(RawJson value)
    {
        NoteDepth(_depth + value.Depth);
        WriteRaw(value.Text);
    }

    /// <summary>Writes a union's case that is not known, as it is.</summary>
    /// <param name="discriminator">The name of the member that holds the tag.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="raw">The whole message.</param>
    /// <exception cref="ArgumentException">The message is not an object with that tag, or nests too deep.</exception>
    public void WriteUnknown(ReadOnlySpan<byte> discriminator, string tag, RawJson raw)
    {
        Unencodable.ThrowIfNotTagged(raw, discriminator, tag);
        WriteRaw(raw);
    }

    /// <summary>Writes a comma, a member's name and a colon; the comma is left out after an opening brace.</summary>
    public void WriteMember(ReadOnlySpan<byte> commaNameColon)
    {
        var last = _written > 0 ? _buffer[_written - 1] : _last;
        WriteRaw(last == '{' ? commaNameColon[1..] : commaNameColon);
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

    /// <summary>Makes room for so many bytes.</summary>
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
