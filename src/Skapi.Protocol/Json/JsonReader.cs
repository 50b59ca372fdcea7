using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Skapi.Protocol.Json;

/// <summary>
/// Reads one JSON text (RFC 8259) forward, for emitted codecs. It never throws. It keeps the first error; after it, every read returns a
/// default value and every loop over members or elements ends.
/// </summary>
/// <remarks>The path of an error is found by reading the text again, so that it costs nothing without an error.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct JsonReader
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly int _maxDepth;
    private readonly bool _isAscii;
    private int _position;
    private int _depth;
    private int _deepest;

    // The fast skipper is tried from this position on, which is after the value or the member at which it stopped last.
    private int _fastFrom;

    // A comma must follow a value, but must not follow an opening bracket.
    private bool _first;

    private DecodeErrorCode _error;
    private int _errorOffset;
    private string? _errorMessage;

    /// <summary>Creates a reader of a text.</summary>
    public JsonReader(ReadOnlySpan<byte> utf8)
        : this(utf8, JsonCodec.MaxDepth)
    {
    }

    /// <summary>Creates a reader of a text.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="maxDepth">The maximum nesting depth of arrays and objects.</param>
    /// <param name="depth">The nesting depth at which the text itself is.</param>
    internal JsonReader(ReadOnlySpan<byte> utf8, int maxDepth, int depth = 0)
    {
        _json = utf8;
        _maxDepth = maxDepth;
        _depth = depth;
        _isAscii = Ascii.IsValid(utf8);
        if (!_isAscii && !Utf8Validation.IsValid(utf8))
            FailUtf8();
    }

    /// <summary>Creates a reader of a text that is known to be UTF-8.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="maxDepth">The maximum nesting depth of arrays and objects.</param>
    /// <param name="depth">The nesting depth at which the text itself is.</param>
    /// <param name="isAscii">Whether it is known to be ASCII.</param>
    private JsonReader(ReadOnlySpan<byte> utf8, int maxDepth, int depth, bool isAscii)
    {
        _json = utf8;
        (_maxDepth, _depth, _isAscii) = (maxDepth, depth, isAscii);
    }

    /// <summary>Creates a reader of a text that is known to be UTF-8.</summary>
    internal static JsonReader OfUtf8(ReadOnlySpan<byte> utf8, int maxDepth, int depth) => new(utf8, maxDepth, depth, isAscii: false);

    /// <summary>The number of bytes that the fast skipper has read, also of values that it did not skip.</summary>
    internal long FastBytes { get; private set; }

    /// <summary>The offset of the next byte.</summary>
    internal readonly int Position => _position;

    /// <summary>The kind of the next value. The reader moves to its first byte.</summary>
    internal JsonKind PeekKind() => Peek() switch
    {
        (byte)'{' => JsonKind.Object,
        (byte)'[' => JsonKind.Array,
        (byte)'"' => JsonKind.String,
        (byte)'t' or (byte)'f' => JsonKind.Boolean,
        (byte)'n' => JsonKind.Null,
        (byte)'-' or (>= (byte)'0' and <= (byte)'9') => JsonKind.Number,
        _ => JsonKind.None,
    };

    /// <summary>The kind of the next value, which stays to be read. Undefined if it is not the start of a value.</summary>
    public JsonValueKind PeekValueKind() => PeekKind() switch
    {
        JsonKind.Object => JsonValueKind.Object,
        JsonKind.Array => JsonValueKind.Array,
        JsonKind.String => JsonValueKind.String,
        JsonKind.Number => JsonValueKind.Number,
        JsonKind.Boolean => Peek() == 't' ? JsonValueKind.True : JsonValueKind.False,
        JsonKind.Null => JsonValueKind.Null,
        _ => JsonValueKind.Undefined,
    };

    /// <summary>Stops reading without an error.</summary>
    internal void Stop() => _position = _json.Length;

    /// <summary>Reads the start of an array. Call <see cref="ReadElement"/> next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ReadArrayStart()
    {
        if (Peek() == '[')
            Enter();
        else
            FailType("an array");
    }

    /// <summary>Moves to the next element, or reads the end of the array.</summary>
    /// <returns>Whether there is an element. It must be read next.</returns>
    public bool ReadElement() => MoveNext((byte)']');

    /// <summary>Reads a null if the next value is null.</summary>
    public bool TryReadNull()
    {
        if (Peek() != 'n')
            return false;

        ReadLiteral("null"u8);
        return true;
    }

    /// <summary>Reads true or false.</summary>
    public bool ReadBoolean()
    {
        switch (Peek())
        {
            case (byte)'t':
                return ReadLiteral("true"u8);
            case (byte)'f':
                ReadLiteral("false"u8);
                return false;
            default:
                return FailType("a boolean");
        }
    }

    /// <summary>Reads a message that another file of schemas describes.</summary>
    public T? ReadMessage<T>()
        where T : IJsonMessage<T> => T.ReadJson(ref this);

    /// <summary>Checks that there is no more data after the message.</summary>
    public void ReadEnd()
    {
        if (Peek() != 0 || _position != _json.Length)
            Fail(DecodeErrorCode.TrailingData, "There is more data after the message.");
    }

    /// <summary>Skips white space. Returns the first byte of the next token, or 0 at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte Peek()
    {
        if ((uint)_position < (uint)_json.Length)
        {
            var next = _json[_position];
            if (next > ' ')
                return next;
        }

        return PeekBehindWhiteSpace();
    }

    private byte PeekBehindWhiteSpace()
    {
        for (; (uint)_position < (uint)_json.Length; _position++)
        {
            if (_json[_position] is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
                return _json[_position];
        }

        return 0;
    }

    private void Enter()
    {
        if (++_depth > _maxDepth)
        {
            FailTooDeep();
            return;
        }

        _deepest = Math.Max(_deepest, _depth);
        _position++;
        _first = true;
    }

    private bool MoveNext(byte end)
    {
        var next = Peek();
        if (next == end)
        {
            _position++;
            _depth--;
            _first = false;
            return false;
        }

        if (_first)
        {
            _first = false;
            return next != 0 || Fail(DecodeErrorCode.Malformed, "The text ends inside a value.");
        }

        if (next != ',')
            return Fail(
                DecodeErrorCode.Malformed,
                end == '}' ? "A comma or the end of the object is expected here." : "A comma or the end of the array is expected here.");

        _position++;
        return Peek() != end || Fail(DecodeErrorCode.Malformed, "A value must follow a comma.");
    }

    private bool ReadLiteral(ReadOnlySpan<byte> literal)
    {
        if (!_json[_position..].StartsWith(literal))
            return FailLiteral(literal);

        _position += literal.Length;
        return true;
    }
}
