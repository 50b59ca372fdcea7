using System.Text.Json.Nodes;

namespace Skapi.Protocol.Tool.Import.TypeScript;

/// <summary>Rewrites the interfaces, type aliases and enums of a TypeScript file as a schema with a definition for each.</summary>
internal static class TypeScriptImporter
{
    /// <summary>Whether a file is read as TypeScript.</summary>
    public static bool Reads(string path) => Path.GetExtension(path).ToLowerInvariant() is ".ts" or ".mts" or ".cts";

    /// <summary>Rewrites a file.</summary>
    /// <param name="text">The file.</param>
    /// <param name="path">Its path, for the report.</param>
    /// <param name="root">The declaration that becomes the root, or null for a schema of definitions only.</param>
    /// <param name="report">Receives what JSON Type Definition cannot say.</param>
    /// <exception cref="TypeScriptException">The file has a syntax error, or no declaration of the root’s name.</exception>
    public static JsonObject Import(string text, string path, string? root, ImportReport report)
    {
        var lines = new LineMap(text);
        return Import(text, root, (position, message) => report.AddAt($"{Path.GetFileName(path)}{lines.At(position)}", message));
    }

    private static JsonObject Import(string text, string? root, Action<int, string> report)
    {
        var declared = DeclarationParser.Read(text, report);
        var rootDeclaration = root is null ? null : declared.Find(root)
            ?? throw new TypeScriptException(0, $"the file has no declaration “{root}” for the root: name one of its types");

        // A case of a union is a part of it, and a definition of its own only if something else refers to it.
        var types = new TypeConverter(declared, report);
        var cases = declared.All.SelectMany(types.CasesOf).ToHashSet(ReferenceEqualityComparer.Instance);
        var definitions = new JsonObject();
        foreach (var declaration in declared.All.Where(declaration => !cases.Contains(declaration) && declaration != rootDeclaration))
            definitions[declaration.Name] = types.Convert(declaration);
        var result = rootDeclaration is null ? [] : types.Convert(rootDeclaration);
        while (types.TakeReferenced() is { } referenced)
        {
            if (!definitions.ContainsKey(referenced.Name))
                definitions[referenced.Name] = types.Convert(referenced);
        }

        if (rootDeclaration is not null && definitions.ContainsKey(rootDeclaration.Name))
        {
            report(rootDeclaration.Position, $"“{rootDeclaration.Name}” is a definition and not the root, because something refers to it");
            result = [];
        }
        else if (rootDeclaration is not null)
        {
            AddName(result, rootDeclaration.Name);
        }

        if (definitions.Count > 0)
            result["definitions"] = definitions;
        return result;
    }

    private static void AddName(JsonObject schema, string name)
    {
        if (schema["metadata"] is not JsonObject metadata)
            schema["metadata"] = metadata = [];
        metadata["name"] = name;
    }
}
