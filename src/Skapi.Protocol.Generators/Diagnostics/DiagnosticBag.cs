using Microsoft.CodeAnalysis;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Diagnostics;

/// <summary>Collects the diagnostics of one file.</summary>
internal sealed class DiagnosticBag(string path)
{
    private readonly List<DiagnosticInfo> _diagnostics = [];

    /// <summary>Whether there is an error, so that nothing is emitted from the file.</summary>
    public bool HasErrors => _diagnostics.Exists(static diagnostic => diagnostic.Descriptor.DefaultSeverity == DiagnosticSeverity.Error);

    /// <summary>The number of diagnostics.</summary>
    public int Count => _diagnostics.Count;

    /// <summary>Adds a diagnostic.</summary>
    public void Report(DiagnosticDescriptor descriptor, TextRange range, params string[] arguments) =>
        _diagnostics.Add(new(descriptor, path, range, arguments.ToEquatableArray()));

    /// <summary>Adds the errors of the JSON parser.</summary>
    public void Report(IEnumerable<JsonError> errors)
    {
        foreach (var error in errors)
        {
            var descriptor = error.Kind == JsonErrorKind.Syntax ? DiagnosticDescriptors.NotJson : DiagnosticDescriptors.DuplicateMember;
            Report(descriptor, error.Range, error.Detail);
        }
    }

    /// <summary>The diagnostics, in the order of the file.</summary>
    public EquatableArray<DiagnosticInfo> ToEquatableArray() =>
        _diagnostics.OrderBy(static diagnostic => diagnostic.Range.Start).ToEquatableArray();
}
