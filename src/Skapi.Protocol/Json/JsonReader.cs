using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

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
        if (!_isAscii && !Utf8.IsValid(utf8))
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

    /// <summary>Stops reading without an error.</summary>
    internal void Stop() => _position = _json.Length;

    /// <summary>Reads the start of an object. Call <see cref="ReadMember"/> next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ReadObjectStart()
    {
        if (Peek() == '{')
            Enter();
        else
            FailType("an object");
    }

    /// <summary>Reads the start of an array. Call <see cref="ReadElement"/> next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ReadArrayStart()
    {
        if (Peek() == '[')
            Enter();
        else
            FailType("an array");
    }

    /// <summary>Reads the name of the next member, or the end of the object.</summary>
    /// <param name="name">The name without escape sequences.</param>
    /// <returns>Whether there is a member. Its value must be read next.</returns>
    public bool ReadMember(out ReadOnlySpan<byte> name)
    {
        if (TryReadPlainName(out name))
            return true;

        name = default;
        if (!MoveToName())
            return false;

        name = ReadUtf8String();
        return ReadColon();
    }

    /// <summary>Reads the name of the next member with its escape sequences, or the end of the object.</summary>
    internal bool ReadMemberText(out JsonText name)
    {
        if (TryReadPlainName(out var plain))
        {
            name = new(plain, hasEscapes: false);
            return true;
        }

        name = default;
        return MoveToName() && TryReadText(out name) && ReadColon();
    }

    /// <summary>Reads the name of the next member of an object whose names are not in the schema, or the end of the object.</summary>
    /// <param name="members">The members that were already read. None of them may come again.</param>
    /// <param name="name">The name.</param>
    /// <returns>Whether there is a member. Its value must be read next.</returns>
    public bool ReadMember<T>(in EquatableDictionaryBuilder<T> members, out string name)
    {
        if (!ReadMember(out var utf8))
        {
            name = "";
            return false;
        }

        name = Encoding.UTF8.GetString(utf8);
        return !members.Contains(name) || FailDuplicate();
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

    /// <summary>Skips any value.</summary>
    public void Skip()
    {
        var next = Peek();
        if (next is (byte)'{' or (byte)'[' && TrySkipFast(isUnique: false))
            return;

        switch (next)
        {
            case (byte)'{':
                Enter();
                while (ReadMemberText(out _))
                    Skip();
                break;
            case (byte)'[':
                Enter();
                while (ReadElement())
                    Skip();
                break;
            case (byte)'"':
                ScanString(out _, out _);
                break;
            case (byte)'t':
                ReadLiteral("true"u8);
                break;
            case (byte)'f':
                ReadLiteral("false"u8);
                break;
            case (byte)'n':
                ReadLiteral("null"u8);
                break;
            default:
                ScanNumber(out _);
                break;
        }
    }

    /// <summary>Skips any value. An object in it that has a member twice is an error.</summary>
    internal void SkipUnique()
    {
        switch (Peek())
        {
            case (byte)'{' when !TrySkipFast(isUnique: true):
                SkipUniqueObject();
                break;
            case (byte)'[' when !TrySkipFast(isUnique: true):
                Enter();
                while (ReadElement())
                    SkipUnique();
                break;
            case (byte)'{' or (byte)'[':
                break;
            default:
                Skip();
                break;
        }
    }

    private void SkipUniqueObject()
    {
        using var names = new NameSet(_json, stackalloc NameSet.Entry[NameSet.SmallSize]);
        Enter();
        while (ReadMemberText(out var name))
        {
            if (!names.Add(name))
                FailDuplicate();
            SkipUnique();
        }
    }

    /// <summary>Skips an array or an object that has no errors and nothing unusual.</summary>
    private bool TrySkipFast(bool isUnique)
    {
        if (!JsonSkipper.TrySkip(_json, _position, _maxDepth - _depth, isUnique, out var end, out var depth))
            return false;

        _deepest = Math.Max(_deepest, _depth + depth);
        _position = end;
        _first = false;
        return true;
    }

    /// <summary>
    /// Reads any value and keeps its text. An object in it that has a member twice is an error, because readers disagree about what it
    /// means.
    /// </summary>
    public RawJson ReadRaw()
    {
        Peek();
        var start = _position;
        _deepest = _depth;
        SkipUnique();
        return _error == DecodeErrorCode.None ? RawJson.FromTrusted(_json[start.._position], _deepest - _depth) : default;
    }

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
            Fail(DecodeErrorCode.TooDeep, $"Arrays and objects must not nest deeper than {_maxDepth} levels.");
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

    /// <summary>Reads a name as most programs write it: without escapes, and without white space around it.</summary>
    private bool TryReadPlainName(out ReadOnlySpan<byte> name)
    {
        var json = _json;
        var start = _position;
        if (!_first && (uint)start < (uint)json.Length && json[start] == ',')
            start++;
        else if (!_first)
            start = json.Length;

        if ((uint)start < (uint)json.Length && json[start] == '"')
        {
            start++;
            var end = StringScan.IndexOfBreak(json, start);
            if ((uint)(end + 1) < (uint)json.Length && json[end] == '"' && json[end + 1] == ':')
            {
                name = json[start..end];
                _position = end + 2;
                _first = false;
                return true;
            }
        }

        name = default;
        return false;
    }

    private bool MoveToName() =>
        MoveNext((byte)'}') && (Peek() == '"' || Fail(DecodeErrorCode.Malformed, "The name of a member is expected here."));

    private bool ReadColon()
    {
        if (Peek() != ':')
            return Fail(DecodeErrorCode.Malformed, "A colon must follow the name of a member.");

        _position++;
        return true;
    }

    private bool ReadLiteral(ReadOnlySpan<byte> literal)
    {
        if (!_json[_position..].StartsWith(literal))
            return Fail(DecodeErrorCode.Malformed, $"“{Encoding.UTF8.GetString(literal)}” is expected here.");

        _position += literal.Length;
        return true;
    }
}
