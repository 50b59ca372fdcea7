using Microsoft.CodeAnalysis;
using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Emit;
using Skapi.Protocol.Generators.Emit.Bridges;
using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Files;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Input;
using Skapi.Protocol.Generators.Locks;
using Skapi.Protocol.Generators.Statecharts;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators;

/// <summary>
/// Emits typed messages, codecs and state machines from the schemas and statecharts in a project's additional files. The compilation is not
/// an input, so that an edit of C# code does not run it again.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ProtocolGenerator : IIncrementalGenerator
{
    // The path of the page that explains the diagnostics, in the package.
    private const string PageProperty = "build_property.SkapiDiagnosticsPage";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, cancellationToken) => SchemaFile.From(pair.Left, pair.Right, cancellationToken))
            .Where(static file => file is not null)
            .Select(static (file, _) => file!)
            .WithTrackingName(TrackingNames.Files);

        var readable = files.Where(static file => !file.IsLock);
        var results = readable
            .Combine(readable.Collect().Select(static (all, _) => FileReader.ExportsOf(all)).WithTrackingName(TrackingNames.Imports))
            .Select(static (pair, _) => (File: pair.Left, Imports: pair.Left.MayImport ? pair.Right : ExportTable.Empty))
            .Select(static (pair, _) => FileReader.Read(pair.File, pair.Imports))
            .WithTrackingName(TrackingNames.Results);

        var clashes = results
            .Select(static (result, _) => result.Names)
            .Collect()
            .Select(static (names, _) => NameClashes.Find(names))
            .WithTrackingName(TrackingNames.Clashes);

        var hidden = results
            .SelectMany(static (result, _) => result.UsedTypes)
            .Collect()
            .Combine(context.MetadataReferencesProvider.Collect())
            .Combine(context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName))
            .Select(static (pair, _) => HiddenTypes.Find(pair.Left.Left, pair.Left.Right, pair.Right))
            .WithTrackingName(TrackingNames.Hidden);

        var lost = clashes
            .Select(static (found, _) => found.Lost)
            .Combine(hidden.Select(static (found, _) => found.Lost))
            .Select(static (pair, _) => pair.Left.Concat(pair.Right).ToEquatableArray());

        var sources = results
            .Where(static result => !result.IsReferenced)
            .Select(static (result, _) => (result.Model, result.Machine))
            .Combine(lost)
            .Select(static (pair, _) => Emit(pair.Left.Model, pair.Left.Machine, lost: pair.Right))
            .WithTrackingName(TrackingNames.Sources);

        var breaks = files
            .Where(static file => file.IsLock && !file.IsReferenced)
            .Select(static (file, _) => LockReader.Read(file))
            .Collect()
            .Combine(results.Select(static (result, _) => result.Surface).Collect())
            .Select(static (pair, _) => ProtocolLock.Check(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Breaks);

        context.RegisterSourceOutput(sources, AddSources);
        AddBridges(context, results, lost);

        var page = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => options.GlobalOptions.TryGetValue(PageProperty, out var path) ? path : null);
        context.RegisterSourceOutput(results.Select(static (result, _) => result.Diagnostics).Combine(page), Report);
        context.RegisterSourceOutput(clashes.Select(static (found, _) => found.Diagnostics).Combine(page), Report);
        context.RegisterSourceOutput(hidden.Select(static (found, _) => found.Diagnostics).Combine(page), Report);
        context.RegisterSourceOutput(breaks.Combine(page), Report);
    }

    private static void AddBridges(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<FileResult> results,
        IncrementalValueProvider<EquatableArray<string>> lost)
    {
        var packages = context.MetadataReferencesProvider
            .Select(static (reference, _) => BridgedPackages.NameOf(reference))
            .Where(static name => name is not null)
            .Select(static (name, _) => name!)
            .Collect()
            .Select(static (names, _) => BridgedPackages.From(names))
            .WithTrackingName(TrackingNames.Packages);

        var machines = results
            .Select(static (result, _) => result.Machine)
            .Combine(lost)
            .Select(static (pair, _) => pair.Left is { } machine && !pair.Right.Contains(machine.Path) ? machine : null)
            .Combine(packages)
            .Select(static (pair, _) => BridgeEmitter.Emit(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Bridges);

        var messages = results
            .Select(static (result, _) => result.Model)
            .Combine(lost)
            .Select(static (pair, _) => BridgeEmitter.NamesOf(pair.Left is { } model && !pair.Right.Contains(model.Path) ? model : null))
            .Collect()
            .Combine(packages)
            .Select(static (pair, _) => BridgeEmitter.Emit(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Bridges);

        context.RegisterSourceOutput(machines, AddSources);
        context.RegisterSourceOutput(messages, AddSources);
    }

    private static EquatableArray<SourceFile> Emit(FileModel? model, MachineModel? machine, EquatableArray<string> lost)
    {
        if (model is not null && !lost.Contains(model.Path))
            return SourceEmitter.Emit(model);
        if (machine is not null && !lost.Contains(machine.Path))
            return SourceEmitter.Emit(machine);
        return default;
    }

    private static void AddSources(SourceProductionContext context, EquatableArray<SourceFile> sources)
    {
        foreach (var source in sources)
            context.AddSource(source.HintName, source.Text);
    }

    private static void Report(SourceProductionContext context, (EquatableArray<DiagnosticInfo> Diagnostics, string? Page) report)
    {
        foreach (var diagnostic in report.Diagnostics)
            context.ReportDiagnostic(diagnostic.ToDiagnostic(report.Page));
    }
}
