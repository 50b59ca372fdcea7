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
    private byte _last;

    /// <summary>Begins to write; <see cref="Flush"/> ends it.</summary>
    public JsonWriter(IBufferWriter<byte> output)
    {
        _output = output;
        _buffer = output.GetSpan(MinimumBuffer);
    }

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
    public void WriteRaw(RawJson value) => WriteRaw(value.Text);

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
