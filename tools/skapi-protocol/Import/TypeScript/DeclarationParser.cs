namespace Skapi.Protocol.Tool.Import.TypeScript;

/// <summary>Reads the declarations of a TypeScript file. Other statements are skipped and reported.</summary>
internal sealed class DeclarationParser
{
    private static readonly string[] Modifiers = ["export", "declare", "default", "abstract", "async"];

    private readonly TokenReader _tokens;
    private readonly TypeParser _types;
    private readonly Action<int, string> _report;
    private readonly List<TsDeclaration> _declarations = [];
    private readonly Dictionary<string, int> _indexOfName = new(StringComparer.Ordinal);

    private DeclarationParser(string text, Action<int, string> report)
    {
        _tokens = new(Lexer.Read(text));
        _types = new(_tokens, report);
        _report = report;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="text">The file.</param>
    /// <param name="report">Receives what is skipped, with its position.</param>
    /// <exception cref="TypeScriptException">The file has a syntax error.</exception>
    public static IReadOnlyList<TsDeclaration> Read(string text, Action<int, string> report)
    {
        var parser = new DeclarationParser(text, report);
        parser.ReadStatements(scope: "", depth: 0);
        return parser._declarations;
    }

    private void ReadStatements(string scope, int depth)
    {
        if (depth > TypeParser.MaxDepth)
            throw new TypeScriptException(_tokens.Current.Position, TypeParser.TooDeep);

        while (_tokens.Current.Kind != TokenKind.End && !_tokens.Current.Is("}"))
            ReadStatement(scope, depth);
    }

    private void ReadStatement(string scope, int depth)
    {
        var first = _tokens.Current;
        while (Array.Exists(Modifiers, modifier => _tokens.TryTakeWord(modifier)))
        {
        }

        var keyword = _tokens.Current;
        if (_tokens.TryTakeWord("const") && !_tokens.Current.IsWord("enum"))
            Skip("a constant is not a type", keyword.Position);
        else if (_tokens.TryTakeWord("interface"))
            ReadInterface(scope, first.Comment);
        else if (_tokens.TryTakeWord("type"))
            ReadAlias(scope, first.Comment);
        else if (_tokens.TryTakeWord("enum"))
            ReadEnum(scope, first.Comment);
        else if (_tokens.TryTakeWord("namespace") || _tokens.TryTakeWord("module"))
            ReadNamespace(scope, depth);
        else if (keyword.IsWord("global") && _tokens.Following.Is("{"))
            ReadNamespace(scope, depth);
        else if (!_tokens.TryTake(";"))
            Skip(DescriptionOf(keyword), keyword.Position);
    }

    private static string DescriptionOf(Token keyword) => keyword.Text switch
    {
        "import" => "the types of an import are not read: import that file too, and write “metadata.ref”",
        "export" => "an export of other names is not read",
        "class" => "a class is not read: declare its members in an interface",
        "function" => "a function is not a type",
        "let" or "var" => "a variable is not a type",
        _ => $"{keyword.Description} does not begin the declaration of a type, so the statement is not read",
    };

    /// <summary>Skips a statement: up to a semicolon, to a block that ends it, or to a line that begins another one.</summary>
    private void Skip(string report, int position)
    {
        _report(position, report);
        for (var isFirst = true; _tokens.Current.Kind != TokenKind.End && !_tokens.Current.Is("}"); isFirst = false)
        {
            if (_tokens.TryTake(";") || (!isFirst && _tokens.Current.FollowsLineBreak && BeginsStatement(_tokens.Current)))
                return;

            _tokens.SkipGroup();
        }
    }

    private static bool BeginsStatement(Token token) => token is
    {
        Kind: TokenKind.Name,
        Text: "export" or "declare" or "interface" or "type" or "enum" or "namespace" or "module" or "import" or "class" or "function"
            or "const" or "let" or "var" or "abstract",
    };

    private void ReadInterface(string scope, string? comment)
    {
        var name = _tokens.ExpectName();
        var isGeneric = _types.SkipParameters();
        var bases = new List<TsType>();
        if (_tokens.TryTakeWord("extends"))
        {
            do
                bases.Add(_types.ReadNamed(scope));
            while (_tokens.TryTake(","));
        }

        var own = _types.ReadMembers(scope);
        Add(scope, name, isGeneric, bases.Count == 0 ? own : new TsType.Intersection(own.Position, [.. bases, own], true), comment);
    }

    private void ReadAlias(string scope, string? comment)
    {
        var name = _tokens.ExpectName();
        var isGeneric = _types.SkipParameters();
        _tokens.Expect("=");
        Add(scope, name, isGeneric, _types.Read(scope), comment);
        _tokens.TryTake(";");
    }

    private void ReadEnum(string scope, string? comment)
    {
        var name = _tokens.ExpectName();
        _tokens.Expect("{");
        var values = new List<TsType>();
        while (!_tokens.TryTake("}"))
        {
            var member = _tokens.Take();
            values.Add(_tokens.TryTake("=") && _tokens.Current.Kind == TokenKind.String
                ? new TsType.Literal(_tokens.Current.Position, _tokens.Take().Text)
                : new TsType.Widened(member.Position, $"{name.Text}.{member.Text}", "float64"));
            while (!_tokens.Current.Is(",") && !_tokens.Current.Is("}"))
                _tokens.SkipGroup();
            _tokens.TryTake(",");
        }

        Add(scope, name, isGeneric: false, values.Count == 1 ? values[0] : new TsType.Union(name.Position, values), comment);
    }

    private void ReadNamespace(string scope, int depth)
    {
        var name = _tokens.Take();
        var inner = scope + name.Text + ".";
        while (_tokens.TryTake("."))
            inner += _tokens.ExpectName().Text + ".";
        _tokens.Expect("{");

        // A module in quotes, and “declare global”, add no name to those in them.
        ReadStatements(name.Kind == TokenKind.String || name.Text == "global" ? scope : inner, depth + 1);
        _tokens.Expect("}");
    }

    private void Add(string scope, Token name, bool isGeneric, TsType type, string? comment)
    {
        if (isGeneric)
        {
            _report(name.Position, $"“{name.Text}” has type parameters, so it is not read: declare it once for each type");
            return;
        }

        if (_indexOfName.TryAdd(scope + name.Text, _declarations.Count))
        {
            _declarations.Add(new(scope + name.Text, type, name.Position, comment));
            return;
        }

        // As in TypeScript, two interfaces of one name are one with the members of both.
        var index = _indexOfName[scope + name.Text];
        var first = _declarations[index];
        _declarations[index] = first with { Type = new TsType.Intersection(first.Type.Position, [first.Type, type], true) };
    }
}
