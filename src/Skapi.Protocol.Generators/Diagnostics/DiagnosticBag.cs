using Microsoft.CodeAnalysis;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Diagnostics;

/// <summary>Gathers what is wrong with one file.</summary>
internal sealed class DiagnosticBag(string path)
{
    private readonly List<DiagnosticInfo> _diagnostics = [];

    /// <summary>Whether nothing can be emitted from the file.</summary>
    public bool HasErrors => _diagnostics.Exists(static diagnostic => diagnostic.Descriptor.DefaultSeverity == DiagnosticSeverity.Error);

    public void Report(DiagnosticDescriptor descriptor, TextRange range, params string[] arguments) =>
        _diagnostics.Add(new(descriptor, path, range, arguments.ToEquatableArray()));

    public EquatableArray<DiagnosticInfo> ToEquatableArray() => _diagnostics.ToEquatableArray();
}
