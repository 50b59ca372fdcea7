using System.Text.Json.Nodes;

namespace Skapi.Protocol.CrossChecks.Tests.Schemas;

/// <summary>Makes arbitrary schemas of RFC 8927, each of which has an instance that ends.</summary>
/// <param name="random">Where the schema comes from.</param>
/// <param name="names">The names in it; without any, some that a path must escape.</param>
internal sealed class SchemaGenerator(Random random, IReadOnlyList<string>? names = null)
{
    private const int MaxDepth = 4;
    private const int Definitions = 3;
    private static readonly string[] Escaped = ["a", "b/c", "d~e", "", "😀", "toString", "\"\\\n"];
    private static readonly string[] Types =
        ["boolean", "string", "timestamp", "float32", "float64", "int8", "uint8", "int16", "uint16", "int32", "uint32"];

    private readonly IReadOnlyList<string> _names = names ?? Escaped;
    private readonly string[] _definitions = names is null
        ? [.. Enumerable.Range(0, Definitions).Select(static index => $"d{index}")]
        : [.. names.OrderBy(_ => random.Next()).Take(Definitions)];

    /// <summary>A root schema with definitions.</summary>
    public JsonObject Make()
    {
        var schema = Form(0, firstRef: 0);
        schema["definitions"] = new JsonObject(
            Enumerable.Range(0, Definitions).Select(index => KeyValuePair.Create(_definitions[index], (JsonNode?)Definition(index))));
        return schema;
    }

    // A definition leads to later ones only, except through what may be absent: so none demands itself.
    private JsonObject Definition(int index)
    {
        var form = Form(1, index + 1);
        return form.ContainsKey("ref") ? new() { ["type"] = "string" } : form;
    }

    private JsonObject Form(int depth, int firstRef)
    {
        var schema = random.Next(depth >= MaxDepth ? 4 : 8) switch
        {
            0 => [],
            1 when firstRef < Definitions => new() { ["ref"] = _definitions[random.Next(firstRef, Definitions)] },
            1 or 2 => new() { ["type"] = Types[random.Next(Types.Length)] },
            3 => new() { ["enum"] = new JsonArray([.. Some(1).Select(static text => JsonValue.Create(text))]) },
            4 => new() { ["elements"] = Form(depth + 1, firstRef: 0) },
            5 => new() { ["values"] = Form(depth + 1, firstRef: 0) },
            6 => Properties(depth, firstRef, tag: null),
            _ => Discriminator(depth, firstRef),
        };
        if (random.Next(4) == 0)
            schema["nullable"] = random.Next(2) == 0;
        if (random.Next(6) == 0)
            schema["metadata"] = new JsonObject { ["type"] = 1 };
        return schema;
    }

    private JsonObject Properties(int depth, int firstRef, string? tag)
    {
        var (required, optional) = (new JsonObject(), new JsonObject());
        foreach (var name in Some(0).Where(name => name != tag))
        {
            if (random.Next(2) == 0)
                required[name] = Form(depth + 1, firstRef);
            else
                optional[name] = Form(depth + 1, firstRef: 0);
        }

        var schema = new JsonObject();
        if (required.Count > 0 || optional.Count == 0)
            schema["properties"] = required;
        if (optional.Count > 0 || random.Next(3) == 0)
            schema["optionalProperties"] = optional;
        if (random.Next(3) == 0)
            schema["additionalProperties"] = random.Next(2) == 0;
        return schema;
    }

    private JsonObject Discriminator(int depth, int firstRef)
    {
        var tag = _names[random.Next(_names.Count)];
        var mapping = new JsonObject();
        foreach (var name in Some(1))
            mapping[name] = Properties(depth + 1, firstRef, tag);
        return new() { ["discriminator"] = tag, ["mapping"] = mapping };
    }

    private List<string> Some(int minimum) => [.. _names.OrderBy(_ => random.Next()).Take(random.Next(minimum, 4))];
}
