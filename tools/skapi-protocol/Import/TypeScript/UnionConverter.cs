using System.Text.Json.Nodes;

namespace Skapi.Protocol.Tool.Import.TypeScript;

/// <summary>Rewrites unions: of strings as an enum, of types with a tag as a discriminator, and of JSON kinds as metadata.union.</summary>
internal sealed class UnionConverter(Declared declared, TypeConverter types, Action<int, string> report)
{
    /// <summary>The type without “undefined”.</summary>
    public static TsType WithoutUndefined(TsType type) => type is TsType.Union union ? Without(union, "undefined") : type;

    /// <summary>Rewrites a union.</summary>
    /// <param name="union">The union.</param>
    /// <param name="isDeclared">Whether it is all of a declaration.</param>
    public JsonObject Convert(TsType.Union union, bool isDeclared)
    {
        // Where the name of the union is not the type of a member, TypeConverter reports it.
        var rest = isDeclared ? WithoutUndefined(union) : union;
        var isNullable = union.Items.Any(static item => Is(item, "null"));
        var result = ConvertAlternatives(isNullable && rest is TsType.Union both ? Without(both, "null") : rest, isDeclared);
        if (isNullable)
            result["nullable"] = true;
        return result;
    }

    /// <summary>The declarations that are the cases of a union with a tag.</summary>
    public IEnumerable<TsDeclaration> CasesOf(TsType.Union union)
    {
        if (WithoutUndefined(Without(union, "null")) is not TsType.Union rest)
            return [];

        var alternatives = declared.AlternativesOf(rest);
        return FindTag(alternatives) is null
            ? []
            : alternatives.OfType<TsType.Named>().Select(declared.Find).OfType<TsDeclaration>();
    }

    private JsonObject ConvertAlternatives(TsType type, bool isDeclared)
    {
        if (type is not TsType.Union union)
            return types.Convert(type);
        if (union.Items.Count == 0)
            return types.Lose(union.Position, "a union or an enum without values became a schema that accepts any value");
        if (declared.TextsOf(union) is { } texts)
            return EnumOf(texts, union.Position);
        if (union.Items is [TsType.Widened { Type: "boolean" } one, TsType.Widened { Type: "boolean" } other] && one.Text != other.Text)
            return new() { ["type"] = "boolean" };
        if (union.Items[0] is TsType.Widened first && union.Items.All(item => item is TsType.Widened same && same.Type == first.Type))
            return union.Items.Select(types.Convert).ToList()[0];

        var alternatives = declared.AlternativesOf(union);
        if (FindTag(alternatives) is not { } tag)
            return ConvertKinds(alternatives) ?? Lose(union);
        return isDeclared || !union.Items.Any(static item => item is TsType.Named)
            ? ConvertTagged(alternatives, tag)
            : types.Name(union, union.Items, "Or");
    }

    /// <summary>The member with a string that no other alternative has, or null.</summary>
    private string? FindTag(IReadOnlyList<TsType> alternatives)
    {
        var shapes = alternatives.Select(declared.ShapeOf).ToList();
        return shapes.Count == 0 || shapes.Contains(null)
            ? null
            : shapes[0]!.Members.Select(static member => member.Name).FirstOrDefault(name => IsTag(name, shapes!));
    }

    private bool IsTag(string name, IEnumerable<ObjectShape> shapes)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        return shapes.All(shape => TagOf(shape, name) is { } text && texts.Add(text));
    }

    private string? TagOf(ObjectShape shape, string name) =>
        shape.Find(name) is { IsOptional: false } member
        && declared.TextsOf(member.Type) is [var only]
            ? only
            : null;

    private JsonObject ConvertTagged(IReadOnlyList<TsType> alternatives, string tag)
    {
        var mapping = new JsonObject();
        foreach (var alternative in alternatives)
        {
            var shape = declared.ShapeOf(alternative)!;
            declared.Copied.Add(alternative.Position, textLength: 0);
            var schema = types.Within(2, alternative.Position, () => types.ConvertMembers(shape, alternative.Position, tag));
            if (alternative is TsType.Named named && declared.Find(named) is { } declaration)
                DocComment.Add(declaration.Comment, schema);
            mapping[TagOf(shape, tag)!] = schema;
        }

        return new() { ["discriminator"] = tag, ["mapping"] = mapping };
    }

    private JsonObject? ConvertKinds(IReadOnlyList<TsType> alternatives)
    {
        // Several strings, or strings beside “string”, are one alternative.
        var kinds = alternatives.GroupBy(declared.KindOf, StringComparer.Ordinal).ToList();
        if (kinds.Count < 2 || kinds.Exists(static kind => kind.Key is null || (kind.Count() > 1 && kind.Key is not ("text" or "flag"))))
            return null;

        var cases = new JsonObject();
        foreach (var kind in kinds)
        {
            cases[kind.Key!] = kind.Count() == 1
                ? types.Within(2, kind.First().Position, () => types.Convert(kind.First()))
                : ConvertSimilar(kind.Key!, [.. kind]);
        }

        return new() { ["metadata"] = new JsonObject { ["union"] = cases } };
    }

    private JsonObject ConvertSimilar(string kind, IReadOnlyList<TsType> alternatives)
    {
        if (declared.TextsOf(new TsType.Union(alternatives[0].Position, alternatives)) is { } texts)
            return EnumOf(texts, alternatives[0].Position);
        if (kind == "text")
            report(alternatives[0].Position, "strings beside “string” became any string");
        return new() { ["type"] = kind == "text" ? "string" : "boolean" };
    }

    private JsonObject EnumOf(IReadOnlyList<string> texts, int position)
    {
        foreach (var text in texts)
            declared.Copied.Add(position, text.Length);
        return new() { ["enum"] = new JsonArray([.. texts.Select(static text => (JsonNode)text)]) };
    }

    private JsonObject Lose(TsType.Union union) =>
        types.Lose(union.Position, "a union that neither a tag nor the JSON kind decides became a schema that accepts any value");

    private static TsType Without(TsType.Union union, string keyword)
    {
        var items = union.Items.Where(item => !Is(item, keyword)).ToList();
        if (items.Count == union.Items.Count)
            return union;
        return items.Count == 1 ? items[0] : new TsType.Union(union.Position, items);
    }

    private static bool Is(TsType type, string keyword) => type is TsType.Named { Arguments.Count: 0 } named && named.Name == keyword;
}
