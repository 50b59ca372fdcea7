using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Input;
using Skapi.Protocol.Generators.Json;
using Skapi.Protocol.Generators.Schemas;

namespace Skapi.Protocol.Generators.Types;

/// <summary>Reads one file: JSON, then the schema, then the types to emit.</summary>
internal static class FileReader
{
    public static FileResult Read(SchemaFile file)
    {
        var diagnostics = new DiagnosticBag(file.Path);
        if (!Names.IsNamespace(file.Namespace))
            diagnostics.Report(DiagnosticDescriptors.InvalidNamespace, default, file.Namespace);

        var node = JsonParser.Parse(file.Text, diagnostics);
        if (node is null)
            return new(null, default, diagnostics.ToEquatableArray());

        var root = new SchemaReader(diagnostics).ReadRoot(node);
        if (root is null || diagnostics.HasErrors)
            return new(null, default, diagnostics.ToEquatableArray());

        var builder = new TypeBuilder(file, root, diagnostics);
        var model = builder.Build();
        return new(diagnostics.HasErrors ? null : model, builder.DeclaredNames.ToEquatableArray(), diagnostics.ToEquatableArray());
    }
}
