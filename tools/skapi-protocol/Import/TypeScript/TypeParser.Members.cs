namespace Skapi.Protocol.Tool.Import.TypeScript;

/// <content>Types with members, and their members.</content>
internal sealed partial class TypeParser
{
    /// <summary>Reads members in braces.</summary>
    public TsType ReadMembers(string scope)
    {
        var start = tokens.Current.Position;
        if (++_depth > MaxDepth)
            throw new TypeScriptException(start, TooDeep);

        tokens.Expect("{");
        var members = new List<TsMember>();
        TsType? index = null;
        TsType? mapped = null;
        while (!tokens.TryTake("}"))
        {
            if (tokens.Current.Is("+") || tokens.Current.Is("-"))
                tokens.Take();
            var isIndex = tokens.Current.Is("[") || (tokens.Current.IsWord("readonly") && tokens.Following.Is("["));
            if (isIndex)
                ReadIndex(scope, members, ref index, ref mapped);
            else if (ReadMember(scope) is { } member)
                members.Add(member);
            EndMember();
        }

        _depth--;
        return mapped ?? new TsType.WithMembers(start, members, index);
    }

    private void EndMember()
    {
        if (!tokens.TryTake(";") && !tokens.TryTake(",") && !tokens.Current.Is("}") && !tokens.Current.FollowsLineBreak)
        {
            var message = $"expected “;” or “}}”, but this is {tokens.Current.Description}";
            throw new TypeScriptException(tokens.Current.Position, message);
        }
    }

    private TsMember? ReadMember(string scope)
    {
        var start = tokens.Current;
        tokens.TryTakeWord("readonly");
        if ((tokens.Current.IsWord("get") || tokens.Current.IsWord("set")) && tokens.Following.Kind == TokenKind.Name)
            tokens.Take();
        if (tokens.Current.Is("(") || tokens.Current.Is("<") || (tokens.Current.IsWord("new") && tokens.Following.Is("(")))
        {
            if (tokens.Current.IsWord("new"))
                tokens.Take();
            SkipSignature(scope);
            report(start.Position, "a call signature is not a member in JSON, so it is left out");
            return null;
        }

        var name = tokens.Take();
        if (name.Kind is not (TokenKind.Name or TokenKind.String or TokenKind.Number))
            throw new TypeScriptException(name.Position, $"expected a member, but this is {name.Description}");

        var isOptional = tokens.TryTake("?");
        if (tokens.Current.Is("(") || tokens.Current.Is("<"))
        {
            SkipSignature(scope);
            report(name.Position, $"the method “{name.Text}” is not a member in JSON, so it is left out");
            return null;
        }

        var type = tokens.TryTake(":") ? Read(scope) : new TsType.Named(name.Position, "any", scope, []);
        if (type is not TsType.Unsupported { What: FunctionType })
            return new(name.Text, isOptional, type, name.Position, start.Comment);

        report(name.Position, $"the function “{name.Text}” is not a member in JSON, so it is left out");
        return null;
    }

    private void ReadIndex(string scope, List<TsMember> members, ref TsType? index, ref TsType? mapped)
    {
        var start = tokens.Current;
        if (tokens.Current.IsWord("readonly"))
            tokens.Take();
        tokens.Expect("[");
        var name = tokens.Take();
        if (tokens.Current.IsWord("in"))
        {
            SkipMapping(scope);
            mapped = new TsType.Unsupported(start.Position, "a mapped type");
            return;
        }

        if (!tokens.TryTake(":"))
        {
            // A computed name: a string is a name like any other, and a symbol is not in JSON.
            while (!tokens.Current.Is("]"))
                tokens.SkipGroup();
            tokens.Expect("]");
            var isOptional = tokens.TryTake("?");
            var type = tokens.TryTake(":") ? Read(scope) : new TsType.Named(name.Position, "any", scope, []);
            if (name.Kind == TokenKind.String)
                members.Add(new(name.Text, isOptional, type, name.Position, start.Comment));
            else
                report(start.Position, "a member with a computed name is left out");
            return;
        }

        var key = Read(scope);
        tokens.Expect("]");
        tokens.Expect(":");
        index = Read(scope);
        if (key is not TsType.Named { Name: "string" })
            report(key.Position, "the names of the members are any strings");
    }

    private void SkipSignature(string scope)
    {
        SkipParameters();
        if (tokens.Current.Is("("))
            tokens.SkipGroup();
        if (tokens.TryTake(":"))
            Read(scope);
    }

    private void SkipMapping(string scope)
    {
        tokens.Take();
        Read(scope);
        if (tokens.Current.IsWord("as"))
        {
            tokens.Take();
            Read(scope);
        }

        tokens.Expect("]");
        while (tokens.TryTake("+") || tokens.TryTake("-") || tokens.TryTake("?"))
        {
        }

        if (tokens.TryTake(":"))
            Read(scope);
    }
}
