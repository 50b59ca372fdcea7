using System.Globalization;
using System.Text;

namespace Skapi.Protocol.Tool.Import.TypeScript;

/// <summary>Splits a TypeScript file into tokens, in one pass.</summary>
internal sealed partial class Lexer
{
    private readonly string _text;
    private int _position;
    private bool _followsLineBreak;
    private string? _comment;
    private TypeScriptException? _error;

    private Lexer(string text) => _text = text;

    /// <summary>The tokens of a file. The last one is the end.</summary>
    /// <exception cref="TypeScriptException">A comment or a template does not end.</exception>
    public static List<Token> Read(string text)
    {
        var lexer = new Lexer(text);
        var tokens = new List<Token>();
        do
            tokens.Add(lexer.Next());
        while (tokens[^1].Kind != TokenKind.End);
        return tokens;
    }

    private char Current => At(0);

    private char At(int offset) => _position + offset < _text.Length ? _text[_position + offset] : '\0';

    private Token Next()
    {
        SkipSpace();
        if (Current != '`')
            return NextInCode();

        var start = _position;
        SkipTemplate();
        return Create(TokenKind.Template, "`", start);
    }

    /// <summary>Reads a token that is not a template.</summary>
    private Token NextInCode()
    {
        var start = _position;
        if (start == _text.Length)
            return Create(TokenKind.End, "", start);
        if (IsNameStart(Current))
        {
            while (IsNameStart(Current) || char.IsDigit(Current))
                _position++;
            return Create(TokenKind.Name, _text[start.._position], start);
        }

        if (char.IsAsciiDigit(Current))
        {
            while (char.IsAsciiLetterOrDigit(Current) || Current is '.' or '_')
                _position++;
            return Create(TokenKind.Number, _text[start.._position], start);
        }

        switch (Current)
        {
            case '"' or '\'':
                return Create(TokenKind.String, ReadString(), start);
            case '/' when BeginsExpression() && TrySkipExpression():
                return Create(TokenKind.Expression, _text[start.._position], start);
            case '=' when At(1) == '>':
                _position += 2;
                return Create(TokenKind.Punctuation, "=>", start);
            case '.' when At(1) == '.' && At(2) == '.':
                _position += 3;
                return Create(TokenKind.Punctuation, "...", start);
            default:
                _position++;
                return Create(TokenKind.Punctuation, _text[start.._position], start);
        }
    }

    private Token Create(TokenKind kind, string text, int start)
    {
        var token = new Token(kind, text, start, _followsLineBreak, _comment) { Error = _error };
        (_followsLineBreak, _comment, _error) = (false, null, null);
        Remember(token);
        return token;
    }

    private void SkipSpace()
    {
        while (_position < _text.Length)
        {
            if (Current == '/' && At(1) == '/')
                _position = IndexOrEnd("\n", _position);
            else if (Current == '/' && At(1) == '*')
                SkipComment();
            else if (char.IsWhiteSpace(Current) || Current == '\uFEFF')
                _followsLineBreak |= _text[_position++] == '\n';
            else
                return;
        }
    }

    private void SkipComment()
    {
        var end = _text.IndexOf("*/", _position + 2, StringComparison.Ordinal);
        if (end < 0)
            throw new TypeScriptException(_position, "the comment has no end: add “*/”");

        var comment = _text[_position..end];
        if (comment.StartsWith("/**", StringComparison.Ordinal))
            _comment = comment[3..];
        _followsLineBreak |= comment.Contains('\n', StringComparison.Ordinal);
        _position = end + 2;
    }

    /// <summary>Reads a string. Its error counts only where a declaration uses it, because other statements are skipped.</summary>
    private string ReadString()
    {
        var (start, quote) = (_position++, _text[_position - 1]);
        var text = new StringBuilder();
        while (Current != quote)
        {
            if (_position >= _text.Length || Current == '\n')
            {
                _error ??= new(start, "the string has no end: add the quotation mark");
                return "";
            }

            if (Current == '\\')
                ReadEscape(text);
            else
                text.Append(_text[_position++]);
        }

        _position++;
        if (HasLoneSurrogate(text))
            _error ??= new(start, "the string has a lone surrogate, which JSON does not have");
        return text.ToString();
    }

    private void ReadEscape(StringBuilder text)
    {
        var start = _position++;
        var escaped = Current;
        _position++;
        switch (escaped)
        {
            case 'n' or 't' or 'r' or 'b' or 'f' or 'v' or '0':
                text.Append("\n\t\r\b\f\v\0"["ntrbfv0".IndexOf(escaped, StringComparison.Ordinal)]);
                break;
            case 'x':
                AppendCodePoint(text, start, _position, 2);
                break;
            case 'u' when Current == '{':
                var end = IndexOrEnd("}", _position);
                if (AppendCodePoint(text, start, _position + 1, end - _position - 1))
                    _position++;
                break;
            case 'u':
                AppendCodePoint(text, start, _position, 4);
                break;
            case '\r' when Current == '\n':
                _position++;
                break;
            case '\r' or '\n':
                break;
            default:
                text.Append(escaped);
                break;
        }
    }

    /// <returns>False if the escape sequence has an error, so that only its first characters are skipped.</returns>
    private bool AppendCodePoint(StringBuilder text, int start, int digits, int count)
    {
        var span = count is > 0 and <= 6 && digits + count <= _text.Length ? _text.AsSpan(digits, count) : default;
        if (!int.TryParse(span, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) || value > 0x10FFFF)
        {
            _error ??= new(start, "the escape sequence is not one of JavaScript’s");
            return false;
        }

        // A part of a pair of surrogates is an escape sequence of its own.
        text.Append(value <= char.MaxValue ? ((char)value).ToString() : char.ConvertFromUtf32(value));
        _position = digits + count;
        return true;
    }

    private static bool HasLoneSurrogate(StringBuilder text)
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

    private int IndexOrEnd(string text, int start)
    {
        var index = _text.IndexOf(text, start, StringComparison.Ordinal);
        return index < 0 ? _text.Length : index;
    }

    private static bool IsNameStart(char character) => char.IsLetter(character) || character is '_' or '$' or '#' or '@';
}
