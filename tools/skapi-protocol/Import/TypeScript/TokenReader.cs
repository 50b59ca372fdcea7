namespace Skapi.Protocol.Tool.Import.TypeScript;

/// <summary>The tokens of a file, with a position among them.</summary>
internal sealed class TokenReader(IReadOnlyList<Token> tokens)
{
    private readonly int[] _ends = FindEnds(tokens);
    private int _index;

    public Token Current => tokens[_index];

    public Token Following => tokens[Math.Min(_index + 1, tokens.Count - 1)];

    /// <summary>Takes a token.</summary>
    public Token Take()
    {
        var token = Current;
        if (token.Kind != TokenKind.End)
            _index++;
        return token;
    }

    /// <summary>Takes a token if it is the given one.</summary>
    public bool TryTake(string punctuation)
    {
        if (!Current.Is(punctuation))
            return false;

        _index++;
        return true;
    }

    /// <summary>Takes a word if it is the given one, and does not name what follows.</summary>
    public bool TryTakeWord(string word)
    {
        if (!Current.IsWord(word) || Following.Kind is not (TokenKind.Name or TokenKind.String))
            return false;

        _index++;
        return true;
    }

    /// <summary>Takes a token that must be the given one.</summary>
    public void Expect(string punctuation)
    {
        if (!TryTake(punctuation))
            throw new TypeScriptException(Current.Position, $"expected “{punctuation}”, but this is {Current.Description}");
    }

    /// <summary>Takes a name.</summary>
    public Token ExpectName() => Current.Kind == TokenKind.Name
        ? Take()
        : throw new TypeScriptException(Current.Position, $"expected a name, but this is {Current.Description}");

    /// <summary>Takes a string, a name or a number, and returns its text.</summary>
    /// <exception cref="TypeScriptException">It is a string with an error.</exception>
    public string TakeText() => Current.Error is { } error ? throw error : Take().Text;

    /// <summary>The token after the bracket that closes the current one.</summary>
    public Token AfterBrackets => tokens[_ends[_index] + 1];

    /// <summary>Skips a bracket with everything in it, or one token.</summary>
    public void SkipGroup()
    {
        if (Current.Kind != TokenKind.End)
            _index = Math.Max(_index, _ends[_index]) + 1;
    }

    /// <summary>Finds the bracket that closes each opening one. Brackets that do not match are an error.</summary>
    private static int[] FindEnds(IReadOnlyList<Token> tokens)
    {
        var ends = new int[tokens.Count];
        var open = new Stack<int>();
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (token.Is("(") || token.Is("[") || token.Is("{"))
                open.Push(i);
            else if (token.Is(")") || token.Is("]") || token.Is("}"))
                ends[Close(tokens, open, i)] = i;
        }

        return open.TryPop(out var left) ? throw ErrorOf(tokens, left, "is not closed") : ends;
    }

    private static int Close(IReadOnlyList<Token> tokens, Stack<int> open, int index) =>
        open.TryPop(out var start) && (tokens[start].Text, tokens[index].Text) is ("(", ")") or ("[", "]") or ("{", "}")
            ? start
            : throw ErrorOf(tokens, index, "closes nothing");

    // A string without an end often contains the other bracket.
    private static TypeScriptException ErrorOf(IReadOnlyList<Token> tokens, int index, string what) =>
        tokens.Select(static token => token.Error).FirstOrDefault(static error => error is not null)
        ?? new(tokens[index].Position, $"{tokens[index].Description} {what}");
}
