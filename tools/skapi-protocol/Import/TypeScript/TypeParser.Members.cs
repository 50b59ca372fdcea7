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
        var members = new MemberList(report);
        TsType? index = null;
        TsType? mapped = null;
        while (!tokens.TryTake("}"))
        {
            if (tokens.Current.Is("+") || tokens.Current.Is("-"))
                tokens.Take();
            var isIndex = tokens.Current.Is("[") || (tokens.Current.IsWord("readonly") && tokens.Following.Is("["));
            if (isIndex)
                ReadIndex(scope, members, ref index, ref mapped);
            else if (IsAccessor("get"))
                ReadGetter(scope, members);
            else if (IsAccessor("set"))
                SkipSetter(scope, members);
            else if (ReadMember(scope) is { } member)
                members.Add(member);
            EndMember();
        }

        _depth--;
        return mapped ?? new TsType.WithMembers(start, members.ToMembers(), index);
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
        if (tokens.Current.Is("(") || tokens.Current.Is("<") || (tokens.Current.IsWord("new") && tokens.Following.Is("(")))
        {
            if (tokens.Current.IsWord("new"))
                tokens.Take();
            SkipSignature(scope);
            report(start.Position, "a call signature is not a member in JSON, so it is left out");
            return null;
        }

        var name = ReadName();
        var isOptional = tokens.TryTake("?");
        if (tokens.Current.Is("(") || tokens.Current.Is("<"))
        {
            SkipSignature(scope);
            report(name.Position, $"the method “{name.Text}” is not a member in JSON, so it is left out");
            return null;
        }

        var type = ReadTypeOrAny(scope, name);
        if (type is not TsType.Unsupported { What: FunctionType })
            return new(name.Text, isOptional, type, name.Position, start.Comment);

        report(name.Position, $"the function “{name.Text}” is not a member in JSON, so it is left out");
        return null;
    }

    private Token ReadName()
    {
        var name = tokens.Current;
        if (name.Kind is not (TokenKind.Name or TokenKind.String or TokenKind.Number))
            throw new TypeScriptException(name.Position, $"expected a member, but this is {name.Description}");

        tokens.TakeText();
        return name;
    }

    private bool IsAccessor(string word) =>
        tokens.Current.IsWord(word) && tokens.Following.Kind is TokenKind.Name or TokenKind.String or TokenKind.Number;

    /// <summary>Reads a getter, which is a member like any other to those who read the object.</summary>
    private void ReadGetter(string scope, MemberList members)
    {
        var start = tokens.Take();
        var name = ReadName();
        SkipBrackets();
        members.Add(new(name.Text, IsOptional: false, ReadTypeOrAny(scope, name), name.Position, start.Comment));
    }

    private void SkipSetter(string scope, MemberList members)
    {
        tokens.Take();
        members.AddSetter(ReadName());
        SkipSignature(scope);
    }

    private void ReadIndex(string scope, MemberList members, ref TsType? index, ref TsType? mapped)
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
            var type = ReadTypeOrAny(scope, name);
            if (name.Kind == TokenKind.String && name.Error is null)
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
        SkipBrackets();
        if (tokens.TryTake(":"))
            Read(scope);
    }

    private void SkipBrackets()
    {
        if (tokens.Current.Is("("))
            tokens.SkipGroup();
    }

    private TsType ReadTypeOrAny(string scope, Token name) =>
        tokens.TryTake(":") ? Read(scope) : new TsType.Named(name.Position, "any", scope, []);

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
