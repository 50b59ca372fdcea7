using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Skapi.Protocol.Generators.Json;

/// <summary>Parses JSON (RFC 8259) with the position of each value, which the JSON libraries for netstandard2.0 do not give.</summary>
internal sealed class JsonParser
{
    // Limits the recursion. A schema that a person can read does not nest this deep.
    private const int MaxDepth = 128;

    private readonly string _text;
    private readonly List<JsonError> _errors = [];
    private int _position;
    private int _line;
    private int _lineStart;
    private int _depth;

    private JsonParser(string text) => _text = text;

    /// <summary>Parses a file.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="errors">The errors in the text.</param>
    /// <returns>The root, or null if the text is not JSON.</returns>
    public static JsonNode? Parse(string text, out IReadOnlyList<JsonError> errors)
    {
        var parser = new JsonParser(text);
        errors = parser._errors;
        try
        {
            var root = parser.ReadValue();
            parser.SkipWhiteSpace();
            return parser._position == text.Length ? root : throw parser.Error("unexpected text after the value");
        }
        catch (JsonSyntaxException error)
        {
            parser._errors.Add(new(JsonErrorKind.Syntax, error.Range, error.Message));
            return null;
        }
    }

    private sealed class JsonSyntaxException(string message, TextRange range) : Exception(message)
    {
        public TextRange Range { get; } = range;
    }

    private LinePosition Here => new(_line, _position - _lineStart);

    private JsonNode ReadValue()
    {
        SkipWhiteSpace();
        if (_position == _text.Length)
            throw Error("the text ends, but a value is expected");

        switch (_text[_position])
        {
            case '{':
                return ReadNested(ReadObject);
            case '[':
                return ReadNested(ReadArray);
            case '"':
                var text = ReadString(out var range);
                return new(JsonKind.String, range) { Text = text };
            case 't':
                return ReadLiteral("true", JsonKind.Boolean);
            case 'f':
                return ReadLiteral("false", JsonKind.Boolean);
            case 'n':
                return ReadLiteral("null", JsonKind.Null);
            default:
                return ReadNumber();
        }
    }

    private JsonNode ReadNested(Func<JsonNode> read)
    {
        if (++_depth > MaxDepth)
            throw Error($"arrays and objects can be nested at most {MaxDepth} deep");

        var node = read();
        _depth--;
        return node;
    }

    private JsonNode ReadObject()
    {
        var (start, from) = (_position, Here);
        _position++;
        var members = new List<JsonMember>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (!TryEnd('}', isFirst: members.Count == 0))
        {
            if (_position == _text.Length || _text[_position] != '"')
                throw Error("a member name in quotation marks is expected");

            var name = ReadString(out var nameRange);
            if (!names.Add(name))
                _errors.Add(new(JsonErrorKind.DuplicateMember, nameRange, name));

            SkipWhiteSpace();
            if (_position == _text.Length || _text[_position] != ':')
                throw Error("a colon is expected after the member name");
            _position++;
            members.Add(new(name, nameRange, ReadValue()));
        }

        return new(JsonKind.Object, RangeFrom(start, from)) { Members = members };
    }

    private JsonNode ReadArray()
    {
        var (start, from) = (_position, Here);
        _position++;
        var items = new List<JsonNode>();
        while (!TryEnd(']', isFirst: items.Count == 0))
            items.Add(ReadValue());
        return new(JsonKind.Array, RangeFrom(start, from)) { Items = items };
    }

    private bool TryEnd(char end, bool isFirst)
    {
        SkipWhiteSpace();
        if (_position == _text.Length)
            throw Error($"the text ends without “{end}”");

        if (_text[_position] == end)
        {
            _position++;
            return true;
        }

        if (isFirst)
            return false;

        if (_text[_position] != ',')
            throw Error($"a comma or “{end}” is expected");
        _position++;
        SkipWhiteSpace();
        if (_position < _text.Length && _text[_position] == end)
            throw Error("a value is expected after the comma");
        return false;
    }

    private JsonNode ReadLiteral(string literal, JsonKind kind)
    {
        var (start, from) = (_position, Here);
        if (string.CompareOrdinal(_text, _position, literal, 0, literal.Length) != 0)
            throw Error("a value is expected");

        _position += literal.Length;
        return new(kind, RangeFrom(start, from)) { Text = literal };
    }

    private JsonNode ReadNumber()
    {
        var (start, from) = (_position, Here);
        while (_position < _text.Length && (char.IsLetterOrDigit(_text[_position]) || _text[_position] is '-' or '+' or '.'))
            _position++;

        var range = RangeFrom(start, from);
        var text = _text.Substring(start, _position - start);
        if (!IsNumber(text))
        {
            throw text.Length == 0
                ? Error("a value is expected")
                : new JsonSyntaxException($"“{text}” is not a valid number or literal", range);
        }

        return new(JsonKind.Number, range) { Text = text };
    }

    /// <summary>Checks the grammar of RFC 8259, section 6, where .NET's parser accepts more.</summary>
    private static bool IsNumber(string text)
    {
        var digits = text.TrimStart('-');
        return text.Length - digits.Length <= 1
            && digits.Length > 0 && digits[0] is >= '0' and <= '9'
            && !(digits.Length > 1 && digits[0] == '0' && char.IsDigit(digits[1]))
            && !digits.EndsWith(".", StringComparison.Ordinal) && !digits.Contains(".e") && !digits.Contains(".E")
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
    }

    private string ReadString(out TextRange range)
    {
        var (start, from) = (_position, Here);
        _position++;
        var text = new StringBuilder();
        while (true)
        {
            if (_position == _text.Length || _text[_position] is '\n' or '\r')
                throw Error("the string has no closing quotation mark");

            var next = _text[_position];
            if (next < ' ')
                throw Error("a control character in a string must be escaped");

            // The decoder puts this character in place of bytes that are not valid UTF-8.
            if (next == '\uFFFD')
                throw Error("the file is not valid UTF-8 here (write the character U+FFFD itself as \\ufffd)");

            if (next == '\\')
            {
                text.Append(ReadEscape());
                continue;
            }

            _position++;
            if (next == '"')
                break;
            text.Append(next);
        }

        range = RangeFrom(start, from);
        var value = text.ToString();
        return HasLoneSurrogate(value) ? throw new JsonSyntaxException("the string has an unpaired surrogate", range) : value;
    }

    private char ReadEscape()
    {
        var escape = _position + 1 < _text.Length ? _text[_position + 1] : '\0';
        if (escape == 'u')
        {
            var digits = _position + 6 <= _text.Length ? _text.Substring(_position + 2, 4) : "";
            if (!ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                throw Error("four hexadecimal digits are expected after “\\u”");
            _position += 6;
            return (char)code;
        }

        var index = "\"\\/bfnrt".IndexOf(escape);
        if (index < 0)
            throw Error("unknown escape sequence");
        _position += 2;
        return "\"\\/\b\f\n\r\t"[index];
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return true;
            i++;
        }

        return false;
    }

    private void SkipWhiteSpace()
    {
        for (; _position < _text.Length; _position++)
        {
            switch (_text[_position])
            {
                case '\n':
                    _line++;
                    _lineStart = _position + 1;
                    break;
                case '\r' when _position + 1 == _text.Length || _text[_position + 1] != '\n':
                    _line++;
                    _lineStart = _position + 1;
                    break;
                case ' ' or '\t' or '\r':
                    break;
                default:
                    return;
            }
        }
    }

    private TextRange RangeFrom(int start, LinePosition from) => new(start, _position - start, from, Here);

    private JsonSyntaxException Error(string message)
    {
        var length = _position < _text.Length ? 1 : 0;
        return new(message, new(_position, length, Here, new(Here.Line, Here.Character + length)));
    }
}
