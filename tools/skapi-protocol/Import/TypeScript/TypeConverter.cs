using System.Globalization;
using System.Text.Json.Nodes;

namespace Skapi.Protocol.Tool.Import.TypeScript;

/// <summary>Rewrites types as schemas.</summary>
internal sealed class TypeConverter
{
    // A schema can have 128 levels of JSON, of which some are around the definition, and in the metadata of a type.
    private const int MaxLevels = 120;

    private const string AnyValue = "became a schema that accepts any value";

    private readonly Declared _declared;
    private readonly Action<int, string> _report;
    private readonly UnionConverter _unions;
    private readonly Queue<TsDeclaration> _referenced = new();

    // Types of several parts, by their parts: those that the file declares, and those that get a name here.
    private readonly Dictionary<string, TsDeclaration> _byParts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names;
    private int _levels;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <param name="declared">The declarations of the file.</param>
    /// <param name="report">Receives what JSON Type Definition cannot say, with its position.</param>
    public TypeConverter(Declared declared, Action<int, string> report)
    {
        (_declared, _report) = (declared, report);
        _unions = new(declared, this, report);
        _names = declared.All.Select(static declaration => declaration.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var declaration in declared.All)
        {
            var (parts, separator) = declaration.Type switch
            {
                TsType.Union union => (union.Items, "Or"),
                TsType.Intersection { IsInterface: false } intersection => (intersection.Items, "And"),
                _ => ([], ""),
            };
            if (parts.Count > 0)
                _byParts.TryAdd(KeyOf(declaration.Type, parts, separator), declaration);
        }
    }

    /// <summary>Takes the next declaration that a ref names, or null.</summary>
    public TsDeclaration? TakeReferenced() => _referenced.TryDequeue(out var declaration) ? declaration : null;

    /// <summary>The declarations that are the cases of a union with a tag, and so a part of it.</summary>
    public IEnumerable<TsDeclaration> CasesOf(TsDeclaration declaration) => declaration.Type is TsType.Union union
        ? _unions.CasesOf(union)
        : [];

    /// <summary>Rewrites a declaration.</summary>
    public JsonObject Convert(TsDeclaration declaration)
    {
        var schema = declaration.Type switch
        {
            TsType.Union union => _unions.Convert(union, isDeclared: true),
            TsType.WithMembers { Index: null } or TsType.Intersection => ConvertObject(declaration.Type),
            TsType.Named named => ConvertNamed(named, canLack: true),
            _ => Convert(declaration.Type),
        };
        DocComment.Add(declaration.Comment, schema);
        return schema;
    }

    /// <summary>Rewrites a type within a declaration.</summary>
    public JsonObject Convert(TsType type) => Within(1, type.Position, () => ConvertForm(type));

    /// <summary>Rewrites a type that is some levels deeper in the JSON of the schema.</summary>
    /// <exception cref="TypeScriptException">The schema would be too deep.</exception>
    public JsonObject Within(int levels, int position, Func<JsonObject> convert)
    {
        _levels += levels;
        if (_levels > MaxLevels)
            throw new TypeScriptException(position, TypeParser.TooDeep);

        var schema = convert();
        _levels -= levels;
        return schema;
    }

    /// <summary>
    /// Gives a type of several parts a name. Its members would be copied otherwise, and could contain the type again, without an end.
    /// </summary>
    public JsonObject Name(TsType type, IReadOnlyList<TsType> parts, string separator)
    {
        var key = KeyOf(type, parts, separator);
        if (!_byParts.TryGetValue(key, out var same))
        {
            var names = parts.Select(part => DeclaredNameOf(part)?.Replace(".", "", StringComparison.Ordinal) ?? "Other");
            var name = string.Join(separator, names);
            var free = name;
            for (var number = _numbers.GetValueOrDefault(name, 2); !_names.Add(free); _numbers[name] = ++number)
                free = name + number.ToString(CultureInfo.InvariantCulture);
            _byParts[key] = same = new(free, type, type.Position, Comment: null);
        }

        return RefTo(same);
    }

    /// <summary>Rewrites the members of a type, except the tag of a union.</summary>
    public JsonObject ConvertMembers(ObjectShape shape, int position, string? tag)
    {
        var (required, optional) = (new JsonObject(), new JsonObject());
        foreach (var member in shape.Members.Where(member => member.Name != tag))
        {
            _declared.Copied.Add(position, member.Name.Length + (member.Comment?.Length ?? 0));
            var isOptional = member.IsOptional || _declared.AllowsUndefined(member.Type);
            var type = isOptional ? UnionConverter.WithoutUndefined(member.Type) : member.Type;
            var schema = Within(
                2, type.Position, () => type is TsType.Named named ? ConvertNamed(named, canLack: true) : ConvertForm(type));
            DocComment.Add(member.Comment, schema, isOptional && schema["nullable"] is null, _declared.TextsOf(member.Type));
            (isOptional ? optional : required)[member.Name] = schema;
        }

        foreach (var name in shape.Conflicts)
            _report(position, $"two parts of the intersection declare “{name}”: the last one is used");
        var result = new JsonObject();
        if (required.Count > 0 || optional.Count == 0)
            result["properties"] = required;
        if (optional.Count > 0)
            result["optionalProperties"] = optional;
        if (shape.Index is not { } index)
            return result;

        result["additionalProperties"] = true;
        if (index is not TsType.Named { Name: "unknown" or "any" })
            _report(index.Position, "the type of members without a name beside members with one is not checked");
        return result;
    }

    private JsonObject ConvertForm(TsType type)
    {
        switch (type)
        {
            case TsType.Literal literal:
                _declared.Copied.Add(type.Position, literal.Text.Length);
                return new() { ["enum"] = new JsonArray(literal.Text) };
            case TsType.Widened widened:
                _report(type.Position, $"the literal {widened.Text} became the type {widened.Type}");
                return new() { ["type"] = widened.Type };
            case TsType.ArrayOf array:
                return new() { ["elements"] = Convert(array.Item) };
            case TsType.WithMembers { Members.Count: 0, Index: { } index }:
                return new() { ["values"] = Convert(index) };
            case TsType.WithMembers { Members.Count: 0 }:
                return Lose(type.Position, $"“{{}}”, any value but null, {AnyValue}");
            case TsType.WithMembers:
                return ConvertObject(type);
            case TsType.Intersection intersection:
                return Name(intersection, intersection.Items, "And");
            case TsType.Union union:
                return _unions.Convert(union, isDeclared: false);
            case TsType.Named named:
                return ConvertNamed(named, canLack: false);
            default:
                return Lose(type.Position, $"{((TsType.Unsupported)type).What} {AnyValue}");
        }
    }

    /// <summary>The parts, or the position if one of them has no name.</summary>
    private string KeyOf(TsType type, IReadOnlyList<TsType> parts, string separator)
    {
        var names = parts.Select(DeclaredNameOf).ToList();
        return names.Contains(null) ? $"{separator} {type.Position}" : string.Join($" {separator} ", names);
    }

    private string? DeclaredNameOf(TsType type) => type is TsType.Named named ? _declared.Find(named)?.Name : null;

    private JsonObject ConvertObject(TsType type) => _declared.ShapeOf(type) is { } shape
        ? ConvertMembers(shape, type.Position, tag: null)
        : Lose(type.Position, $"an intersection of other types than those with members {AnyValue}");

    /// <param name="named">The name.</param>
    /// <param name="canLack">Whether JSON can lack the value, as that of a member, so that it can be undefined.</param>
    private JsonObject ConvertNamed(TsType.Named named, bool canLack)
    {
        if (_declared.Find(named) is { } declaration)
        {
            if (!canLack && _declared.AllowsUndefined(named))
                _report(named.Position, $"“undefined” of “{named.Name}” is lost: JSON has it only as a member that is absent");
            return _declared.Follow(named) is null
                ? Lose(named.Position, $"“{named.Name}”, which only leads back to itself, {AnyValue}")
                : RefTo(declaration);
        }

        if (_declared.FindEnumMember(named) is { } member)
            return Convert(member);

        switch (named.Name, named.Arguments)
        {
            case ("string" or "boolean", []):
                return new() { ["type"] = named.Name };
            case ("number", []):
                return new() { ["type"] = "float64" };
            case ("any" or "unknown", []):
                return [];
            case ("Date", []):
                _report(named.Position, "a Date became a timestamp, which is what JSON.stringify writes");
                return new() { ["type"] = "timestamp" };
            case ("Array" or "ReadonlyArray", [var item]):
                return new() { ["elements"] = Convert(item) };
            case ("Readonly", [var only]):
                return Convert(only);
            case ("Record", [var key, var value]):
                return ConvertRecord(key, value);
            case ("null" or "undefined" or "void" or "never" or "object" or "bigint" or "symbol", []):
                return Lose(named.Position, $"“{named.Name}” {AnyValue}");
            case (_, []):
                return Lose(named.Position, $"“{named.Name}”, which the file does not declare, {AnyValue}");
            default:
                return Lose(named.Position, $"“{named.Name}” with type arguments {AnyValue}: declare a type for it");
        }
    }

    private JsonObject RefTo(TsDeclaration declaration)
    {
        _declared.Copied.Add(declaration.Position, declaration.Name.Length);
        _referenced.Enqueue(declaration);
        return new() { ["ref"] = declaration.Name };
    }

    private JsonObject ConvertRecord(TsType key, TsType value)
    {
        if (_declared.TextsOf(key) is not { } names)
        {
            if (key is not TsType.Named { Name: "string" })
                _report(key.Position, "the names of the members are any strings");
            return new() { ["values"] = Convert(value) };
        }

        // Records within records would be copied for each combination of the names.
        var properties = new JsonObject();
        foreach (var name in names)
        {
            _declared.Copied.Add(key.Position, name.Length);
            properties[name] = value is TsType.Named { Arguments.Count: 0 } ? Convert(value) : Name(value, [value], "");
        }

        return new() { ["properties"] = properties };
    }

    /// <summary>Reports a type that JSON Type Definition cannot say.</summary>
    /// <returns>The schema that accepts any value.</returns>
    public JsonObject Lose(int position, string message)
    {
        _report(position, message);
        return [];
    }
}
