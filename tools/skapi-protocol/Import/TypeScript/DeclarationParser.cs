namespace Skapi.Protocol.Tool.Import.TypeScript;

/// <summary>Reads the declarations of a TypeScript file. Other statements are skipped and reported.</summary>
internal sealed class DeclarationParser
{
    // Types of a longer path are not declared by hand.
    private const int MaxScope = 1_000;

    private static readonly string[] Modifiers = ["export", "declare", "default", "abstract", "async"];
    private static readonly string[] WithBlock = ["class", "function", "if", "for", "while", "do", "with", "switch", "try", "{"];
    private static readonly string[] AfterBlock = ["else", "catch", "finally", "while"];
    private static readonly string[] BeforeTypes = [":", "=", "|", "&", "=>", "<", ",", "extends", "is"];

    private readonly TokenReader _tokens;
    private readonly TypeParser _types;
    private readonly Action<int, string> _report;
    private readonly List<TsDeclaration> _declarations = [];
    private readonly Dictionary<string, TsType> _enumMembers = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<TsType>> _parts = [];
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
    public static Declared Read(string text, Action<int, string> report)
    {
        var parser = new DeclarationParser(text, report);
        parser.ReadStatements(scope: "", depth: 0);
        var end = parser._tokens.Current;
        return end.Kind == TokenKind.End
            ? new(parser._declarations, parser._enumMembers)
            : throw new TypeScriptException(end.Position, $"expected a declaration, but this is {end.Description}");
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
            Skip("a constant is not a type", keyword);
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
            Skip(DescriptionOf(keyword), keyword);
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
    private void Skip(string report, Token keyword)
    {
        _report(keyword.Position, report);
        var endsWithBlock = WithBlock.Contains(keyword.Text);
        var last = keyword;
        for (var isFirst = true; _tokens.Current.Kind != TokenKind.End && !_tokens.Current.Is("}"); isFirst = false)
        {
            if (_tokens.TryTake(";") || (!isFirst && _tokens.Current.FollowsLineBreak && BeginsStatement(_tokens.Current)))
                return;

            // The block of a function can follow one that is a type.
            var isBlock = endsWithBlock && _tokens.Current.Is("{") && !BeforeTypes.Contains(last.Text);
            last = _tokens.Current;
            _tokens.SkipGroup();
            if (isBlock && !AfterBlock.Contains(_tokens.Current.Text))
                return;
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
            var member = _tokens.Current;
            if (member.Kind is not (TokenKind.Name or TokenKind.String))
                throw new TypeScriptException(member.Position, $"expected a member of the enum, but this is {member.Description}");

            var memberName = _tokens.TakeText();
            var value = ReadEnumValue(member.Position, $"{name.Text}.{memberName}");
            values.Add(value);
            _enumMembers.TryAdd($"{scope}{name.Text}.{memberName}", value);
        }

        Add(scope, name, isGeneric: false, values.Count == 1 ? values[0] : new TsType.Union(name.Position, values), comment);
    }

    /// <summary>Reads the value of a member, which is a string, an expression, or the next number.</summary>
    private TsType ReadEnumValue(int position, string name)
    {
        var isGiven = _tokens.TryTake("=");
        var first = _tokens.Current;
        var text = isGiven && first.Kind == TokenKind.String ? _tokens.TakeText() : null;
        var isExpression = false;
        for (; !_tokens.Current.Is(",") && !_tokens.Current.Is("}"); _tokens.SkipGroup())
            isExpression = true;
        _tokens.TryTake(",");
        return text is not null && !isExpression
            ? new TsType.Literal(first.Position, text)
            : new TsType.Widened(position, name, text is not null || first.Kind == TokenKind.Template ? "string" : "float64");
    }

    private void ReadNamespace(string scope, int depth)
    {
        var name = _tokens.Take();
        if (name.Kind is not (TokenKind.Name or TokenKind.String))
            throw new TypeScriptException(name.Position, $"expected a name, but this is {name.Description}");
        if (name.Kind == TokenKind.String && !_tokens.Current.Is("{"))
        {
            // A module without declarations: “declare module "*.css";”.
            _tokens.TryTake(";");
            return;
        }

        // A module in quotes, and “declare global”, add no name to those in them.
        var inner = name.Kind == TokenKind.String || name.Text == "global" ? scope : scope + name.Text + ".";
        for (; _tokens.TryTake("."); depth++)
        {
            inner += _tokens.ExpectName().Text + ".";
            if (depth > TypeParser.MaxDepth)
                throw new TypeScriptException(name.Position, TypeParser.TooDeep);
        }

        if (inner.Length > MaxScope)
            throw new TypeScriptException(name.Position, $"the names of the namespaces have more than {MaxScope} characters: shorten them");
        _tokens.Expect("{");
        ReadStatements(inner, depth + 1);
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

        // As in TypeScript, two interfaces of one name are one with the members of both, and two enums are one with the values of both.
        var index = _indexOfName[scope + name.Text];
        if (!_parts.TryGetValue(index, out var parts))
        {
            var first = _declarations[index].Type;
            _parts[index] = parts = [.. PartsOf(first)];
            var isEnum = IsOfEnum(first) && IsOfEnum(type);
            TsType all = isEnum ? new TsType.Union(first.Position, parts) : new TsType.Intersection(first.Position, parts, true);
            _declarations[index] = _declarations[index] with { Type = all };
        }

        parts.AddRange(PartsOf(type));
    }

    private static IReadOnlyList<TsType> PartsOf(TsType type) => type is TsType.Union union ? union.Items : [type];

    private static bool IsOfEnum(TsType type) => type is TsType.Union or TsType.Literal or TsType.Widened;
}
