using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Skapi.Protocol.Generators.Files;
using Skapi.Protocol.Generators.Input;
using Skapi.Protocol.Generators.Locks;
using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.Generators.Tests.Locks;

/// <summary>Locks files, and runs the generator over what has become of them.</summary>
internal static class LockHost
{
    public const string LockPath = "protocol/protocol.lock.json";

    private const string Nothing = """{ "version": 2, "files": {} }""";

    /// <summary>The lock of one schema, after another lock.</summary>
    public static string Lock(string schema, string before = Nothing, string path = "protocol/it.json") =>
        Lock(before, new SchemaText(path, schema));

    /// <summary>The lock of several files, after another lock.</summary>
    public static string Lock(string before, params SchemaText[] files)
    {
        var results = Read(files);
        results.SelectMany(static result => result.Diagnostics).ShouldBeEmpty();
        var locked = LockReader.Read(new SchemaFile(LockPath, "", before));
        locked.Diagnostics.ShouldBeEmpty();
        return LockWriter.Write(LockUpdate.Apply(locked, [.. results.Select(static result => result.Surface)]));
    }

    /// <summary>What is reported of one schema.</summary>
    public static ImmutableArray<Diagnostic> Run(string locked, string schema) =>
        Run(new SchemaText(LockPath, locked), new SchemaText("protocol/it.json", schema));

    /// <summary>What is reported of several files.</summary>
    public static ImmutableArray<Diagnostic> Run(params SchemaText[] files)
    {
        var result = GeneratorHost.Run(files);
        result.Exception.ShouldBeNull();
        return result.Diagnostics;
    }

    /// <summary>The IDs of what files break, whatever their namespaces.</summary>
    public static IEnumerable<string> Breaks(string locked, IEnumerable<SchemaText> files) =>
        new LockComparer(
            LockReader.Read(new SchemaFile(LockPath, "", locked)), [.. Read(files).Select(static file => file.Surface)]).Compare()
            .Select(static diagnostic => diagnostic.Descriptor.Id);

    /// <summary>Lines and columns count from zero.</summary>
    public static void ShouldStandAt(this Diagnostic diagnostic, string path, int line, int column)
    {
        var place = diagnostic.Location.GetLineSpan();
        place.Path.ShouldBe(path);
        place.StartLinePosition.ShouldBe(new LinePosition(line, column));
    }

    private static List<FileResult> Read(IEnumerable<SchemaText> files)
    {
        var sources = files
            .Select(static file => new SchemaFile(file.Path, GeneratorHost.Namespace, file.GetText().ToString()))
            .ToList();
        var imports = FileReader.ExportsOf(sources);
        return [.. sources.Select(source => FileReader.Read(source, imports))];
    }
}
