using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Input;
using Skapi.Protocol.Generators.Json;
using Skapi.Protocol.Generators.Locks;
using Skapi.Protocol.Generators.Schemas;
using Skapi.Protocol.Generators.Statecharts;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Files;

/// <summary>Reads one file: the JSON, then the schema or the statechart, then the model to emit.</summary>
internal static class FileReader
{
    /// <summary>Reads a file. Types of a referenced assembly do not clash with the emitted ones.</summary>
    /// <param name="file">The file.</param>
    /// <param name="imports">The types of other files.</param>
    public static FileResult Read(SchemaFile file, ExportTable imports)
    {
        var result = ReadText(file, imports);
        return file.IsReferenced ? result with { IsReferenced = true, Names = default, UsedTypes = default } : result;
    }

    /// <summary>The types of files that other files can use. A file is read when one of its types is used.</summary>
    public static ExportTable ExportsOf(IEnumerable<SchemaFile> files) =>
        new([.. files.Select(static file => new FileExports(file, () => ReadExports(file)))]);

    /// <summary>Reads the types of a file that other files can use. Its errors are reported by <see cref="Read"/>.</summary>
    private static (JsonNode? Root, IReadOnlyList<Export> Types) ReadExports(SchemaFile file)
    {
        var diagnostics = new DiagnosticBag(file.Path);
        var node = file.IsStatechart ? null : JsonParser.Parse(file.Text, out _);
        var root = node is null ? null : new SchemaReader(diagnostics).ReadRoot(node);
        return root is null || diagnostics.HasErrors
            ? (null, [])
            : (node, new TypeBuilder(file, root, new(file, ExportTable.Empty, diagnostics), diagnostics).Export());
    }

    private static FileResult ReadText(SchemaFile file, ExportTable imports)
    {
        var diagnostics = new DiagnosticBag(file.Path);
        if (!Names.IsNamespace(file.Namespace))
            diagnostics.Report(DiagnosticDescriptors.InvalidNamespace, default, file.Namespace);
        foreach (var (name, value, allowed) in file.InvalidMetadata)
            diagnostics.Report(DiagnosticDescriptors.InvalidItemMetadata, default, name, value, allowed);

        var root = JsonParser.Parse(file.Text, out var errors);
        diagnostics.Report(errors);
        if (root is null)
            return Nothing(file, diagnostics);

        var types = new TypeImports(file, imports, diagnostics);
        var result = file.IsStatechart ? ReadStatechart(file, root, types, diagnostics) : ReadSchema(file, root, types, diagnostics);
        return result with { UsedTypes = types.UsedTypes.ToEquatableArray() };
    }

    private static FileResult ReadSchema(SchemaFile file, JsonNode node, TypeImports imports, DiagnosticBag diagnostics)
    {
        var root = new SchemaReader(diagnostics).ReadRoot(node);
        if (root is null || diagnostics.HasErrors)
            return Nothing(file, diagnostics);

        var builder = new TypeBuilder(file, root, imports, diagnostics);
        var model = builder.Build();
        var emitted = diagnostics.HasErrors ? null : model;
        return new(
            emitted,
            null,
            builder.DeclaredNames.ToEquatableArray(),
            SurfaceBuilder.Build(file.Path, emitted, machine: null),
            diagnostics.ToEquatableArray());
    }

    private static FileResult ReadStatechart(SchemaFile file, JsonNode node, TypeImports imports, DiagnosticBag diagnostics)
    {
        var chart = new ChartReader(diagnostics).Read(node);
        if (chart is not null && !diagnostics.HasErrors)
            new ChartChecker(chart, diagnostics).Check();
        if (chart is null || diagnostics.HasErrors)
            return Nothing(file, diagnostics);

        var machine = new MachineBuilder(file, chart, imports, diagnostics).Build();
        return diagnostics.HasErrors
            ? Nothing(file, diagnostics)
            : new(
                null,
                machine,
                MachineBuilder.DeclaredNamesOf(machine, chart.IdRange).ToEquatableArray(),
                SurfaceBuilder.Build(file.Path, model: null, machine),
                diagnostics.ToEquatableArray());
    }

    private static FileResult Nothing(SchemaFile file, DiagnosticBag diagnostics) =>
        new(null, null, default, SurfaceBuilder.Build(file.Path, model: null, machine: null), diagnostics.ToEquatableArray());
}
