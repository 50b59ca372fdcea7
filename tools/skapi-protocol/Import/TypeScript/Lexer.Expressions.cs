namespace Skapi.Protocol.Tool.Import.TypeScript;

/// <content>Regular expressions and templates, whose content can look like quotes and brackets.</content>
internal sealed partial class Lexer
{
    // After these words, an operand follows. After another name, “/” divides.
    private static readonly HashSet<string> BeforeOperands = new(StringComparer.Ordinal)
    {
        "await", "case", "default", "delete", "do", "else", "extends", "in", "instanceof", "new", "of", "return", "throw", "typeof",
        "void", "yield",
    };

    // For each open “(”: whether it is one of a statement, after which another statement begins.
    private readonly Stack<bool> _parentheses = new();
    private Token? _last;
    private bool _closedStatement;
    private int _endOfExpressions;

    private void Remember(Token token)
    {
        if (token.Is("("))
            _parentheses.Push(_last is { Kind: TokenKind.Name, Text: "if" or "while" or "for" or "with" });
        else if (token.Is(")"))
            _closedStatement = _parentheses.TryPop(out var isOfStatement) && isOfStatement;
        _last = token;
    }

    /// <summary>Whether “/” begins a regular expression here, and does not divide. After “}”, only a new line tells.</summary>
    private bool BeginsExpression() => _last switch
    {
        null => true,
        { Kind: TokenKind.Name } name => BeforeOperands.Contains(name.Text),
        { Kind: TokenKind.Punctuation, Text: ")" } => _closedStatement,
        { Kind: TokenKind.Punctuation, Text: "}" } => _followsLineBreak,
        { Kind: TokenKind.Punctuation, Text: var text } => text != "]",
        _ => false,
    };

    /// <summary>Skips a regular expression.</summary>
    /// <returns>False if it does not end in its line.</returns>
    private bool TrySkipExpression()
    {
        if (_position < _endOfExpressions)
            return false;

        var isInClass = false;
        var end = _position + 1;
        for (; end < _text.Length && _text[end] is not ('\n' or '\r'); end++)
        {
            if (_text[end] == '\\')
                end++;
            else if (_text[end] is '[' or ']')
                isInClass = _text[end] == '[';
            else if (_text[end] == '/' && !isInClass)
            {
                _position = end + 1;
                while (char.IsAsciiLetter(Current))
                    _position++;
                return true;
            }
        }

        // A second search in this line would take the time of its length again.
        _endOfExpressions = end;
        return false;
    }

    // A type of a template literal is only a string, so its content is not kept. Code with braces and templates can be within it.
    private void SkipTemplate()
    {
        var (start, followsLineBreak, comment) = (_position++, _followsLineBreak, _comment);
        var open = new Stack<char>("`");
        while (open.Count > 0)
        {
            if (open.Peek() == '`')
                SkipTemplateText(open);
            else
                SkipTemplateCode(open);
            if (open.Count > 0 && _position >= _text.Length)
                throw new TypeScriptException(start, "the template has no end: add “`”");
        }

        (_followsLineBreak, _comment, _error) = (followsLineBreak, comment, null);
    }

    private void SkipTemplateText(Stack<char> open)
    {
        var character = Current;
        _position++;
        if (character == '\\')
            _position++;
        else if (character == '`')
            open.Pop();
        else if (character == '$' && Current == '{')
        {
            _position++;
            open.Push('{');
            _last = null;
        }
    }

    private void SkipTemplateCode(Stack<char> open)
    {
        SkipSpace();
        if (Current == '`')
        {
            _position++;
            open.Push('`');
            return;
        }

        var token = NextInCode();
        if (token.Is("{"))
            open.Push('{');
        else if (token.Is("}"))
            open.Pop();
    }
}
