namespace Skapi.Protocol.Tool.Import.TypeScript;

/// <summary>Reads types.</summary>
/// <param name="tokens">The tokens.</param>
/// <param name="report">Receives members that are skipped, with their positions.</param>
internal sealed partial class TypeParser(TokenReader tokens, Action<int, string> report)
{
    /// <summary>The maximum depth of types within types, and of namespaces. TypeConverter limits the depth of the schema.</summary>
    public const int MaxDepth = 64;

    public const string TooDeep = "the types nest too deep: give those within them names of their own";

    private const string FunctionType = "a function type";

    private int _depth;

    /// <summary>Reads a type.</summary>
    public TsType Read(string scope)
    {
        var start = tokens.Current.Position;
        if (++_depth > MaxDepth)
            throw new TypeScriptException(start, TooDeep);

        var type = ReadUnion(scope);
        if (tokens.Current is { FollowsLineBreak: false } && tokens.Current.IsWord("extends"))
        {
            SkipConditional(scope);
            type = new TsType.Unsupported(start, "a conditional type");
        }
        else if (tokens.Current is { FollowsLineBreak: false } && tokens.Current.IsWord("is"))
        {
            tokens.Take();
            Read(scope);
            type = new TsType.Unsupported(start, "a type predicate");
        }

        _depth--;
        return type;
    }

    /// <summary>Reads a name with type arguments.</summary>
    public TsType.Named ReadNamed(string scope)
    {
        var first = tokens.ExpectName();
        var names = new List<string> { first.Text };
        while (tokens.TryTake("."))
            names.Add(tokens.ExpectName().Text);

        var arguments = new List<TsType>();
        if (tokens.Current is { FollowsLineBreak: false } && tokens.TryTake("<"))
        {
            do
                arguments.Add(Read(scope));
            while (tokens.TryTake(","));
            tokens.Expect(">");
        }

        return new(first.Position, string.Join('.', names), scope, arguments);
    }

    /// <summary>Skips type parameters.</summary>
    /// <returns>Whether there were some.</returns>
    public bool SkipParameters()
    {
        if (!tokens.TryTake("<"))
            return false;

        for (var open = 1; open > 0 && tokens.Current.Kind != TokenKind.End;)
        {
            open += tokens.Current.Is("<") ? 1 : tokens.Current.Is(">") ? -1 : 0;
            tokens.SkipGroup();
        }

        return true;
    }

    private TsType ReadUnion(string scope) =>
        ReadSeparated(scope, "|", ReadIntersection, static (position, items) => new TsType.Union(position, items));

    private TsType ReadIntersection(string scope) =>
        ReadSeparated(scope, "&", ReadOperator, static (position, items) => new TsType.Intersection(position, items, IsInterface: false));

    private TsType ReadSeparated(
        string scope, string separator, Func<string, TsType> read, Func<int, IReadOnlyList<TsType>, TsType> create)
    {
        var start = tokens.Current.Position;
        tokens.TryTake(separator);
        var items = new List<TsType>();
        do
            items.Add(read(scope));
        while (tokens.TryTake(separator));
        return items.Count == 1 ? items[0] : create(start, items);
    }

    private TsType ReadOperator(string scope)
    {
        var word = tokens.Current;
        if (IsOperator(word) && BeginsType(tokens.Following))
        {
            tokens.Take();
            if (++_depth > MaxDepth)
                throw new TypeScriptException(word.Position, TooDeep);
            var operand = ReadOperator(scope);
            _depth--;
            return word.Text == "readonly" ? operand : new TsType.Unsupported(word.Position, $"“{word.Text}”");
        }

        var type = ReadPrimary(scope);
        var arrays = 0;
        while (tokens.Current is { FollowsLineBreak: false } && tokens.TryTake("["))
        {
            if (tokens.TryTake("]"))
            {
                if (_depth + ++arrays > MaxDepth)
                    throw new TypeScriptException(type.Position, TooDeep);
                type = new TsType.ArrayOf(type.Position, type);
                continue;
            }

            Read(scope);
            tokens.Expect("]");
            type = new TsType.Unsupported(type.Position, "the type of a member of another type");
        }

        return type;
    }

    private static bool IsOperator(Token token) => token is
    {
        Kind: TokenKind.Name,
        Text: "keyof" or "typeof" or "unique" or "infer" or "asserts" or "readonly" or "abstract",
    };

    private static bool BeginsType(Token token) => token.Kind == TokenKind.Name || token.Is("(") || token.Is("{") || token.Is("[");

    private TsType ReadPrimary(string scope)
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.String:
                return new TsType.Literal(token.Position, tokens.TakeText());
            case TokenKind.Template:
                return new TsType.Widened(tokens.Take().Position, "a template", "string");
            case TokenKind.Number:
                return new TsType.Widened(token.Position, tokens.Take().Text, "float64");
            case TokenKind.Name when token.Text is "true" or "false":
                return new TsType.Widened(token.Position, tokens.Take().Text, "boolean");
            case TokenKind.Name when token.Text == "new" && (tokens.Following.Is("(") || tokens.Following.Is("<")):
                tokens.Take();
                return ReadFunction(scope, token.Position);
            case TokenKind.Name when token.Text == "import" && tokens.Following.Is("("):
                return ReadImport(scope);
            case TokenKind.Name:
                return ReadNamed(scope);
        }

        if (tokens.Current.Is("{"))
            return ReadMembers(scope);
        if (tokens.Current.Is("["))
        {
            tokens.SkipGroup();
            return new TsType.ArrayOf(token.Position, new TsType.Unsupported(token.Position, "a tuple’s items"));
        }

        if (tokens.Current.Is("<") || (tokens.Current.Is("(") && tokens.AfterBrackets.Is("=>")))
            return ReadFunction(scope, token.Position);
        if (tokens.TryTake("("))
        {
            var type = Read(scope);
            tokens.Expect(")");
            return type;
        }

        if (tokens.Current.Is("-") && tokens.Following.Kind == TokenKind.Number)
        {
            tokens.Take();
            return new TsType.Widened(token.Position, "-" + tokens.Take().Text, "float64");
        }

        throw new TypeScriptException(token.Position, $"expected a type, but this is {token.Description}");
    }

    private TsType.Unsupported ReadFunction(string scope, int start)
    {
        SkipParameters();
        if (tokens.Current.Is("("))
            tokens.SkipGroup();
        tokens.Expect("=>");
        Read(scope);
        return new TsType.Unsupported(start, FunctionType);
    }

    private TsType.Unsupported ReadImport(string scope)
    {
        var start = tokens.Take().Position;
        tokens.SkipGroup();
        if (tokens.TryTake("."))
            ReadNamed(scope);
        return new TsType.Unsupported(start, "a type of an import");
    }

    private void SkipConditional(string scope)
    {
        tokens.Take();
        ReadUnion(scope);
        tokens.Expect("?");
        Read(scope);
        tokens.Expect(":");
        Read(scope);
    }
}
