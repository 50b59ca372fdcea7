using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Input;
using Skapi.Protocol.Generators.Json;
using Skapi.Protocol.Generators.Schemas;
using Skapi.Protocol.Generators.Statecharts;

namespace Skapi.Protocol.Generators.Types;

/// <summary>Reads one file: JSON, then the schema or the statechart, then what to emit.</summary>
internal static class FileReader
{
    /// <summary>Reads a file. Types that are there already take no name from others.</summary>
    public static FileResult Read(SchemaFile file)
    {
        var result = ReadText(file);
        return file.IsReferenced ? result with { IsReferenced = true, Names = default } : result;
    }

    private static FileResult ReadText(SchemaFile file)
    {
        var diagnostics = new DiagnosticBag(file.Path);
        if (!Names.IsNamespace(file.Namespace))
            diagnostics.Report(DiagnosticDescriptors.InvalidNamespace, default, file.Namespace);

        if (JsonParser.Parse(file.Text, diagnostics) is not { } root)
            return new(null, null, default, diagnostics.ToEquatableArray());

        return file.IsStatechart ? ReadStatechart(file, root, diagnostics) : ReadSchema(file, root, diagnostics);
    }

    private static FileResult ReadSchema(SchemaFile file, JsonNode node, DiagnosticBag diagnostics)
    {
        var root = new SchemaReader(diagnostics).ReadRoot(node);
        if (root is null || diagnostics.HasErrors)
            return new(null, null, default, diagnostics.ToEquatableArray());

        var builder = new TypeBuilder(file, root, diagnostics);
        var model = builder.Build();
        return new(diagnostics.HasErrors ? null : model, null, builder.DeclaredNames.ToEquatableArray(), diagnostics.ToEquatableArray());
    }

    private static FileResult ReadStatechart(SchemaFile file, JsonNode node, DiagnosticBag diagnostics)
    {
        var chart = new ChartReader(diagnostics).Read(node);
        if (chart is not null && !diagnostics.HasErrors)
            new ChartChecker(chart, diagnostics).Check();
        if (chart is null || diagnostics.HasErrors)
            return new(null, null, default, diagnostics.ToEquatableArray());

        var machine = new MachineBuilder(file, chart, diagnostics).Build();
        return diagnostics.HasErrors
            ? new(null, null, default, diagnostics.ToEquatableArray())
            : new(null, machine, MachineBuilder.DeclaredNamesOf(machine, chart.IdRange).ToEquatableArray(), diagnostics.ToEquatableArray());
    }
}
